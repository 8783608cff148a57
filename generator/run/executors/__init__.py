"""Where models run: the cards to run in, what was observed of each out, in the order in which they end.

``executor`` (what all of them do) · ``local`` (several at a time on this machine) · ``ray`` (tasks of a Ray cluster)
with ``node`` (what each of them does) · ``choose`` (which of them).
"""

from generator.run.executors.choose import executor_for
from generator.run.executors.executor import Assignment, Executor
from generator.run.executors.local import Local

__all__ = ["Assignment", "Executor", "Local", "executor_for"]
