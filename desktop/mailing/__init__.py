"""Papers by e-mail, from this machine."""
