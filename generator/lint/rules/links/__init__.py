"""LK: links."""
