"""A document as a PDF: a roll as long as what is on it, or pages."""

from receipts.pdf.rendering import NO_LOGOS, render

__all__ = ["NO_LOGOS", "render"]
