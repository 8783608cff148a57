"""LI: the linter itself."""
