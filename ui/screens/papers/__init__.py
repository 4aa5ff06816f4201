"""Papers of every kind: found, looked at, printed again; and what waits to be printed."""
