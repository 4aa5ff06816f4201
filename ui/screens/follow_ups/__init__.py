"""What was promised to customers by today: who waits for a word from the shop."""
