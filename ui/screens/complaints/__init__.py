"""The complaints of a case, step by step: calm, what it is about, a remedy, a promise."""
