"""TA: task, annotator and tags against each other."""
