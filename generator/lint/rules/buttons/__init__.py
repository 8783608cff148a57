"""BT: the buttons of a card."""
