"""Runs the scripts that the pages show, and holds what they print against the records. Also a command.

``python tests/snippet_checker.py [HUB]`` takes every card of a hub whose model lies in the hub: only run it on models
that you trust. Models from elsewhere are left to ``modelhub verify``, which fetches and inspects them first.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.hub import Entry
from generator.output import EmbeddingOutput, LabelScore, TokenOutput
from generator.record import RunRecord
from generator.render.snippet import RAN, snippet
from generator.store import load_config, load_hub

TESTS = Path(__file__).resolve().parent
#: One unit of a score's last decimal, and of a number's sixth digit, with room for the binary fraction.
SCORE = 1.01e-4
NUMBER = 1.01e-5
COSINE = 1e-6
SECONDS = 240


@dataclass(frozen=True, slots=True)
class Printed:
    """What a script printed, and what went wrong; empty where nothing did."""

    text: str
    trouble: str


def execute(scripts: Sequence[str], root: Path, **environment: str) -> list[Printed]:
    """Run scripts one by one in the folder ``root``, each in a process of its own without a network."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"snippet{number}.py" for number in range(len(scripts))]
        for path, script in zip(paths, scripts, strict=True):
            path.write_text(script, encoding="utf-8")
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
        clean = {
            "PYTHONPATH": str(TESTS.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            "HF_HUB_OFFLINE": "1",
            "TOKENIZERS_PARALLELISM": "false",
            "OMP_NUM_THREADS": "1",  # as the records were made
        }
        command = [sys.executable, str(TESTS / "snippet_process.py"), *map(str, paths)]
        process = subprocess.run(
            command, cwd=root, env=kept | clean | environment, capture_output=True, text=True, check=False,
            timeout=SECONDS,
        )  # fmt: skip
        return [_printed(path, process.stderr) for path in paths]


def _printed(script: Path, elsewhere: str) -> Printed:
    code, out, err = (script.with_suffix(ending) for ending in (".code", ".out", ".err"))
    if not code.is_file():
        return Printed("", elsewhere.strip() or "it was not started")
    if ended := code.read_text(encoding="ascii"):
        return Printed("", err.read_text(encoding="utf-8").strip() or f"it ended with {ended}")
    return Printed(out.read_text(encoding="utf-8"), "")


def differences(record: RunRecord, printed: Printed) -> Iterator[str]:
    """Where a script and the record of its model differ: the sample, what was printed, what was recorded."""
    if printed.trouble:
        yield f"the snippet fails: {printed.trouble.strip().splitlines()[-1]}"
        return
    lines = printed.text.removesuffix("\n").split("\n") if printed.text else []
    if len(lines) != len(record.samples):
        yield f"the snippet prints {len(lines)} lines for {len(record.samples)} samples"
        return
    for number, (line, sample) in enumerate(zip(lines, record.samples, strict=True), 1):
        try:
            answer = json.loads(line)
        except ValueError:
            yield f"sample {number}: the snippet prints no JSON: {line[:80]!r}"
            continue
        known = PRINTED[sample.output.kind](sample.output)
        yield from (f"sample {number}: {difference}" for difference in _compare(answer, known))


def _tagged(output: TokenOutput) -> dict[str, Any]:
    tokens = {"tokens": [[item.text, item.tag, item.score] for item in output.tokens]}
    entities = {"entities": [[item.text, item.label, item.score] for item in output.spans]}
    return tokens | (entities if output.scheme == "bio" else {})


def _embedded(output: EmbeddingOutput) -> dict[str, Any]:
    if output.of == "text":
        return {"vector": output.vectors[0].values}
    return {"vectors": [[item.text, item.values] for item in output.vectors]}


def _pairs(scores: Sequence[LabelScore]) -> list[list[Any]]:
    return [[item.label, item.score] for item in scores]


#: What a script prints for a recorded answer, as JSON, by the answer's kind. A new kind is a line here.
PRINTED: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "labels": lambda output: {"predicted": output.predicted, "scores": _pairs(output.scores)},
    "numbers": lambda output: {"numbers": [[item.label, item.value] for item in output.numbers]},
    "answer": lambda output: output.model_dump(include={"answer", "score", "start", "end"}),
    "choice": lambda output: {"answer": output.answer, "scores": _pairs(output.scores)},
    "transcript": lambda output: {"text": output.text},
    "mask": lambda output: {"candidates": _pairs(output.candidates)},
    "text": lambda output: {"text": output.text},
    "tokens": _tagged,
    "embedding": _embedded,
}


def _compare(found: object, known: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(found, dict) or found.keys() != known.keys():
        yield f"the snippet prints {found!r:.80}, the record has {', '.join(known)}"
        return
    for part, value in known.items():
        same = NUMBER if part in {"numbers", "vector", "vectors"} else SCORE
        if not _is_same(found[part], value, same):
            yield f"{part}: the snippet prints {found[part]!r:.400}, the record has {value!r:.400}"


def _is_same(found: object, known: object, off: float) -> bool:
    """Whether two values of JSON are the same: texts exactly, numbers as far as records keep them."""
    if isinstance(known, list):
        if not isinstance(found, list) or len(found) != len(known):
            return False
        if known and off == NUMBER and all(isinstance(value, float) for value in known):
            return _is_same_vector(found, known)
        return all(_is_same(a, b, off) for a, b in zip(found, known, strict=True))
    if isinstance(known, float) and isinstance(found, float):
        return abs(found - known) <= (off if off == SCORE else off * max(abs(known), 1e-3))
    return type(found) is type(known) and found == known


def _is_same_vector(found: list[float], known: list[float]) -> bool:
    """Of one direction, and every number the same but for what float32 cannot hold beside the largest."""
    if not all(isinstance(value, float) for value in found):
        return False
    length = math.hypot(*known) * math.hypot(*found)
    cosine = sum(a * b for a, b in zip(found, known, strict=True)) / length if length else float(found == known)
    largest = max(map(abs, known))
    return cosine >= 1 - COSINE and all(abs(a - b) <= NUMBER * largest for a, b in zip(found, known, strict=True))


def main(root: Path) -> int:
    """Check every script of a hub whose model lies there, each in a fresh interpreter. 0 where all are as recorded."""
    checked = wrong = 0
    for entry in load_hub(root, load_config(root)).entries:
        record = entry.record
        if not (record and record.status in RAN and record.samples and record.source):
            continue
        if not record.source.uri.startswith("path:"):
            continue
        checked += 1
        found = list(_check(entry, record, root))
        wrong += bool(found)
        for line in found or [f"samples as recorded: {len(record.samples)}"]:
            print(f"{entry.card.path}: {line}")
    print(f"{checked} snippets, {wrong} differ from their record")
    return 1 if wrong or not checked else 0


def _check(entry: Entry, record: RunRecord, root: Path) -> Iterator[str]:
    script = snippet(record)
    if entry.status == "stale":
        yield f"the record is stale ({entry.reason}): run `modelhub verify` first"
    elif not script:
        yield "there is no snippet for this record"
    else:
        yield from differences(record, execute([script], root)[0])


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:2])))
