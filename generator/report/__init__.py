"""What verifying found, in the formats of other programs. Pure."""
