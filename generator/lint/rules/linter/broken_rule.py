"""A rule of the linter broke on this card.

## Why

A mistake in one rule must not hide what the others find, so the linter goes on and says which rule did not finish.

## Fails

No card should; where one does, the mistake is modelhub's.

## Passes

Every card.

## Mend

Report it together with the card, and ignore the rule that broke until it is mended.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("LI001", "broken-rule", Level.ERROR, __doc__)
