"""The code inside the worker process: one model, one answer. Only here torch and transformers are imported.

The process reads a ``Job`` from standard input and writes an ``Answer`` to the file that the job names, so that
nothing a library prints can be taken for an answer.
"""
