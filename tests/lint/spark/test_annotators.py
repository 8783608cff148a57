"""The table of annotators, and the script that writes it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from generator.lint.spark.annotators import AROUND, LICENSED, annotators

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "generator" / "lint" / "spark" / "annotators.json"

FAKE = {
    "sparknlp/common/annotator_type.py": """
class AnnotatorType(object):
    DOCUMENT = "document"
    TOKEN = "token"
""",
    "sparknlp/common/base.py": """
class ParamsGettersSetters(Params): pass
class AnnotatorProperties(Params):
    inputAnnotatorTypes = []
    inputCols = Param(1)
    def setInputCols(self, *value): raise SystemExit
class AnnotatorModel(JavaModel, AnnotatorProperties, _internal.ParamsGettersSetters): pass
class HasEngine:
    def setEngine(self, value): pass
""",
    "sparknlp/annotator/splitter.py": """
import pyspark_is_not_here
class Splitter(AnnotatorModel, HasEngine):
    inputAnnotatorTypes = [AnnotatorType.DOCUMENT]
    outputAnnotatorType: AnnotatorType = AnnotatorType.TOKEN
    some_param = Param(2)
    @staticmethod
    def pretrained(name="x", lang="en"): pass
class SubSplitter(Splitter):
    outputAnnotatorType = "chunk"
class _Hidden(Splitter): pass
""",
    "sparknlp/training/trainer.py": "class Trainer(AnnotatorModel): pass\n",
    "sparknlp/annotator/no_annotator.py": "class Plain(object): pass\n",
}


def extract(folder: Path) -> bytes:
    wheel, output = folder / "spark_nlp-1.2.3-py3-none-any.whl", folder / "table.json"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in FAKE.items():
            archive.writestr(name, text)
    script = [sys.executable, ".ci/extract_spark_nlp.py", str(wheel), str(output)]
    subprocess.run(script, cwd=ROOT, check=True)
    return output.read_bytes()


def test_facts_are_read_without_importing_anything(tmp_path: Path) -> None:
    table = json.loads(extract(tmp_path))
    assert table["source"] == "spark_nlp 1.2.3, PyPI, Apache-2.0"
    assert list(table["annotators"]) == ["Splitter", "SubSplitter"]
    assert table["annotators"]["Splitter"] == {
        "module": "sparknlp.annotator.splitter",
        "inputs": ["document"],
        "optional": [],
        "output": "token",
        "pretrained": True,
        "setters": ["setEngine", "setInputCols", "setSomeParam"],
    }
    assert table["annotators"]["SubSplitter"]["output"] == "chunk"
    assert table["annotators"]["SubSplitter"]["inputs"] == ["document"]


def test_the_same_wheel_gives_the_same_bytes(tmp_path: Path) -> None:
    assert extract(tmp_path) == extract(tmp_path)


def test_the_table_names_its_source_and_the_command() -> None:
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    assert table["source"].startswith("spark_nlp 7.0.0")
    assert (ROOT / table["command"].split()[1]).is_file()
    assert list(table["annotators"]) == sorted(table["annotators"])


def test_the_table_knows_the_annotators() -> None:
    known = annotators()
    assert len(known) > 200
    classifier = known["BertForSequenceClassification"]
    assert (classifier.inputs, classifier.output) == (("document", "token"), "category")
    assert {"setInputCols", "setCaseSensitive", "setMaxSentenceLength", "setActivation"} <= classifier.setters
    assert known["DocumentAssembler"].begins
    assert not known["Finisher"].begins
    assert known["EntityRulerModel"].optional == ("token",)


def test_no_class_is_in_two_lists() -> None:
    assert not annotators().keys() & (LICENSED | AROUND)
    assert not LICENSED & AROUND
