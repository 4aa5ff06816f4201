"""What the shop puts on its papers itself, seen on a paper while it is typed."""
