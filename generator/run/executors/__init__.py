"""Where models run: the cards to run in, what was observed of each out, in the order in which they end.

``executor`` (what all of them do) · ``local`` (several at a time on this machine).
"""

from generator.run.executors.executor import Assignment, Executor
from generator.run.executors.local import Local

__all__ = ["Assignment", "Executor", "Local"]
