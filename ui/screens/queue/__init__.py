"""The queue: drawing tickets, who waits, and who is called."""
