"""The site of a hub, made from its cards, records and frames: what is new, and only that. Knows no renderer."""
