"""NL: the NLU snippets of How to use. What is wrong with them as Python is told by PY."""
