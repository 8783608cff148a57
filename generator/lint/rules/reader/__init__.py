"""RD: what the reader meets in a file. ``generator.read.problems`` holds the codes, here are their pages."""
