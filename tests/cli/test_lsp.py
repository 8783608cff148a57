from __future__ import annotations

import pytest

from generator.cli.lsp import lsp
from generator.errors import UsageError


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cli.lsp.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"needs pygls: install it with `pip install 'modelhub\[lsp\]'`"):
        lsp.main([], standalone_mode=False)
