"""A model in a process of its own: started, watched and stopped from here.

``workers`` (a job → an answer) → ``server`` (the process that has torch imported and forks one process a model) →
``watch`` (what the model's processes take). What the process does to itself is in ``generator.run.worker``.
"""

from generator.run.isolation.limits import Limits
from generator.run.isolation.workers import Workers

__all__ = ["Limits", "Workers"]
