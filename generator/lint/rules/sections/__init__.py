"""SE: the sections of a card."""
