"""The server that takes the shop's mail, for whoever may change settings."""
