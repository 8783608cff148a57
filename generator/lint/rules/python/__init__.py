"""PY: the Python snippets of How to use."""
