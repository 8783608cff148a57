"""SO: where the model's weights come from."""
