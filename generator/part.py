"""What records are made of: frozen parts, and the numbers in them, rounded so that two runs give the same."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

Score = Annotated[float, Field(ge=0, le=1, description="Rounded to 4 decimals.")]
Number = Annotated[FiniteFloat, Field(description="Rounded to 6 significant digits.")]
Fraction = Annotated[float, Field(ge=0, le=1, description="Rounded to 6 decimals.")]


def significant(value: float) -> float:
    """Rounded to 6 significant digits: float32 holds little more, and processors differ in the last one."""
    return float(f"{value:.6g}")


class Part(BaseModel):
    """A part of a record: nothing unknown in it, no NaN, and it never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
