"""What to say to a customer, step by step: beside a form, and where managers word it."""
