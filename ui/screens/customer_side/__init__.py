"""The window on the customer's side of the desk."""
