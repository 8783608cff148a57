"""EN: predicted entities, the labels that a model gives."""
