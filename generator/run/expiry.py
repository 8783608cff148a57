"""When a record expires: how old it may get is in the configuration (``verify.max_age``). Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def expires_at(started_at: str, max_age: float) -> str:
    """When a record that was made at this time expires: UTC, ISO 8601; empty where it never does, or no time is told.

    Args:
        started_at: As the record has it.
        max_age: In days; 0 for ever.
    """
    made = _time(started_at)
    if not max_age or made is None:
        return ""
    try:
        return (made + timedelta(days=max_age)).isoformat(timespec="seconds")
    except OverflowError:
        return ""


def expiry(started_at: str, max_age: float, now: datetime) -> str:
    """That a record is too old; empty where it is not. The arguments are those of ``expires_at``."""
    if not max_age:
        return ""
    made = _time(started_at)
    if made is None:
        return "the record does not say when it was made, and verify.max_age asks for that"
    age = now - made
    return f"run {age.days} days ago, and verify.max_age is {max_age:g}" if age > timedelta(days=max_age) else ""


def _time(text: str) -> datetime | None:
    """The time that is meant, in UTC where it names no zone."""
    try:
        made = datetime.fromisoformat(text)
    except ValueError:
        return None
    return made if made.tzinfo else made.replace(tzinfo=UTC)
