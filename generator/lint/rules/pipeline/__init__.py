"""PL: the pipeline that the Python snippet builds, as a graph of typed columns."""
