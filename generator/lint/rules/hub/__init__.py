"""HB: the hub as a whole."""
