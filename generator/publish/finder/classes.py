"""Numbers in classes with names, so that they can be chosen like words."""

from __future__ import annotations

from bisect import bisect_right

_MB, _GB = 10**6, 10**9


class Classes:
    """Classes of a number.

    Attributes:
        labels: What each is called, by its value, in order.
    """

    def __init__(self, *classes: tuple[float, str, str]) -> None:
        """Take classes from the lowest to the highest: where each begins, its value, its label."""
        self._begins = [begin for begin, _, _ in classes]
        self._values = [value for _, value, _ in classes]
        self.labels = {value: label for _, value, label in classes}

    def of(self, number: float) -> str:
        """The class of a number; that of the lowest for any below it."""
        return self._values[max(0, bisect_right(self._begins, number) - 1)]


#: Bytes of the weights.
SIZES = Classes(
    (0, "under-10mb", "Under 10 MB"),
    (10 * _MB, "10mb-100mb", "10 to 100 MB"),
    (100 * _MB, "100mb-500mb", "100 to 500 MB"),
    (500 * _MB, "500mb-2gb", "500 MB to 2 GB"),
    (2 * _GB, "2gb-10gb", "2 to 10 GB"),
    (10 * _GB, "over-10gb", "10 GB or more"),
)
#: Accuracy, F1 or another figure from 0 to 1.
SCORES = Classes(
    (0, "under-50", "Under 0.5"),
    (0.5, "50-70", "0.5 to 0.7"),
    (0.7, "70-80", "0.7 to 0.8"),
    (0.8, "80-90", "0.8 to 0.9"),
    (0.9, "90-95", "0.9 to 0.95"),
    (0.95, "over-95", "0.95 or more"),
)
#: Seconds for one answer.
LATENCIES = Classes(
    (0, "under-10ms", "Under 10 ms"),
    (0.01, "10ms-50ms", "10 to 50 ms"),
    (0.05, "50ms-200ms", "50 to 200 ms"),
    (0.2, "200ms-1s", "200 ms to 1 s"),
    (1, "over-1s", "1 s or more"),
)
