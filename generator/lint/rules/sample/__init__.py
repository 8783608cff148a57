"""SA: the sample input that a model is run on."""
