"""TX: the text of a card."""
