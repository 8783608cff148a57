"""MI: the Model Information table, against front matter and code."""
