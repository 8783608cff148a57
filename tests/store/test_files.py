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


def test_what_is_no_path_is_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no path"):
        inside(tmp_path, "nul\0")
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(UsageError, match=r"^circle: is a circle of symbolic links$"):
        inside(tmp_path, "circle")


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
    for name, content in [("b.safetensors", b"b"), ("a.safetensors", b"a"), ("config.json", b"{}")]:
        (tmp_path / name).write_bytes(content)
    files = digest_files({path.name: path for path in tmp_path.iterdir()})
    assert [(file.path, file.size) for file in files] == [
        ("a.safetensors", 1),
        ("b.safetensors", 1),
        ("config.json", 2),
    ]
    assert files[1].sha256 == sha256_of(tmp_path / "b.safetensors") == hashlib.sha256(b"b").hexdigest()
    lines = f"{hashlib.sha256(b'a').hexdigest()}  a.safetensors\n{hashlib.sha256(b'b').hexdigest()}  b.safetensors\n"
    assert weights_sha256(files) == hashlib.sha256(lines.encode()).hexdigest()
