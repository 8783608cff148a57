"""modelhub turns a folder of model cards into a model hub that people can trust.

Floors, lowest first (imports go to the same floor or down; ``tests/test_floors.py`` holds it):

0. nouns: ``errors``, ``config``, ``card``, ``diagnostic``, ``record``, ``hub``
1. pure steps: ``read``, ``lint``, ``render``, ``publish``, ``run.plan``, ``run.compare``, ``run.metrics``
2. the world: ``store`` and the rest of ``run``
3. doors: ``cli``, ``plugin``
"""

__version__ = "0.1.0"
