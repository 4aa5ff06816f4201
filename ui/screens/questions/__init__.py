"""The questions of a case: asked, answered now or later, and kept for everybody."""
