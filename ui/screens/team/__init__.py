"""What the people of a shop tell each other, and the counter live for whoever leads it."""
