"""SX: what a card must not give away, and where it must not lead."""
