"""What the linter knows of Spark NLP, and the pipelines of a card's Python snippet as graphs.

``annotators.json`` is written by ``.ci/extract_spark_nlp.py``; neither Spark NLP nor Spark is ever imported.
"""
