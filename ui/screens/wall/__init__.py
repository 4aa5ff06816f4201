"""The window on the wall: who is called where."""
