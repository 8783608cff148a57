"""BE: figures of Benchmarking that cannot be right."""
