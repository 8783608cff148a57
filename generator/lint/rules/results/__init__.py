"""RE: Results against the rest of the card."""
