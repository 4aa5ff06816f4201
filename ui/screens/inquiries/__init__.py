"""Questions about products, bills and the policy: found while the customer speaks."""
