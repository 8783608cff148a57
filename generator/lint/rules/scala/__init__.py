"""SC: the Scala snippets of How to use."""
