"""The journal: every entry of it, and one case as a story."""
