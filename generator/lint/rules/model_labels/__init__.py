"""LA: predicted entities, held against the labels that the model itself has."""
