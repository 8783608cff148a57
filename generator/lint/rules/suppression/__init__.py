"""SU: comments that suppress findings."""
