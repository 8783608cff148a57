"""FM: the YAML head of a card."""
