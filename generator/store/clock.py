"""The time, for whoever needs it: records expire, and cards have dates."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from generator.errors import UsageError


def now() -> datetime:
    """The time in UTC, or that of `SOURCE_DATE_EPOCH`, so that two runs can be alike.

    Source: https://reproducible-builds.org/specs/source-date-epoch/ (seconds since 1970)

    Raises:
        UsageError: `SOURCE_DATE_EPOCH` is no such number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH: expected seconds since 1970, not `{epoch}`") from None
