"""Gift cards and store credit: what is on one, and what can be done about it."""
