"""Open cases, and one of them as a story."""
