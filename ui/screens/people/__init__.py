"""Who works here, and what each role may do."""
