"""Requests for a manager's yes: what waits, what it is about, and the answer."""
