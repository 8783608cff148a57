"""Outcomes as bytes, for other processes and for the cache.

Decoding checks every type, so bytes from nobody knows where give a sound outcome or none.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from generator.lint import Outcome

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Outcome)


def encode(outcome: Outcome) -> bytes:
    """An outcome as MessagePack."""
    return _encoder.encode(outcome)


def decode(data: bytes) -> Outcome:
    """The outcome that ``encode`` was given."""
    return _decoder.decode(data)


def decode_untrusted(data: bytes, path: str, codes: Collection[str]) -> Outcome | None:
    """The outcome of the card at ``path``; ``None`` where the bytes hold no such outcome, or one of other rules."""
    try:
        outcome = _decoder.decode(data)
    except (msgspec.MsgspecError, ValueError):  # ValueError: text that is not UTF-8.
        return None
    return outcome if outcome.path == path and all(code in codes for code, _ in outcome.found) else None
