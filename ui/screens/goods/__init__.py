"""Goods that came back: what waits for a decision, and what became of the rest."""
