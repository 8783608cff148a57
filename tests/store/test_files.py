from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.store import digest_files, inside, sha256_of, shown, weights_sha256, write_atomically


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/passwd", "out/secret"])
def test_no_path_leaves_the_root(tmp_path: Path, path: str) -> None:
    root = tmp_path / "hub"
    root.mkdir()
    (root / "out").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="leads out of the hub"):
        inside(root, path)


def test_paths_inside_are_resolved(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert inside(tmp_path, "b/../a/x") == (tmp_path / "a" / "x").resolve()
    assert shown(tmp_path / "a" / "x", tmp_path) == "a/x"
    assert shown(Path("/elsewhere/x"), tmp_path) == "/elsewhere/x"


def test_writing_replaces_whole_files_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "x.json"
    write_atomically(file, b"one")
    write_atomically(file, b"two")
    assert [(path.name, path.read_bytes()) for path in file.parent.iterdir()] == [("x.json", b"two")]


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.mkdir()  # A folder in its place: the last step, replacing, fails.
    with pytest.raises(OSError, match="irectory"):
        write_atomically(file, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


def test_digests(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.safetensors").write_bytes(b"b")
    (tmp_path / "sub" / "a.safetensors").write_bytes(b"a")
    (tmp_path / "config.json").write_bytes(b"{}")
    files = digest_files(tmp_path)
    assert [(file.path, file.size) for file in files] == [
        ("b.safetensors", 1),
        ("config.json", 2),
        ("sub/a.safetensors", 1),
    ]
    assert files[0].sha256 == sha256_of(tmp_path / "b.safetensors") == hashlib.sha256(b"b").hexdigest()
    lines = "".join(
        f"{hashlib.sha256(name).hexdigest()}  {path}\n"
        for name, path in [(b"b", "b.safetensors"), (b"a", "sub/a.safetensors")]
    )
    assert weights_sha256(files) == hashlib.sha256(lines.encode()).hexdigest()
    assert weights_sha256(files) == weights_sha256(digest_files(tmp_path, suffix=".safetensors"))
