"""Evaluation data as a card names it: a file of the hub, or of a data set on the Hugging Face Hub at a commit."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

#: The columns that evaluation rows have.
ColumnName = Literal[
    "text", "label", "labels", "value", "tokens", "tags", "question", "context", "answer", "answers", "target",
    "targets", "text_pair", "choices", "image", "audio",
]  # fmt: skip
#: What the place of a data set begins with; no file of the hub does.
_ON_THE_HUB = "hf:"


class EvaluationData(BaseModel):
    """Rows with known answers, to measure the model on: either ``data``, or ``dataset``, ``revision`` and ``file``.

    Attributes:
        data: A file, relative to the hub's root: JSON lines, CSV, CoNLL or Parquet, as its ending says. Which columns a
            row has follows from the task: ``text`` and ``label``, say, or ``question``, ``context`` and ``answers``.
        dataset: ``hf:owner/name``, a data set on the Hugging Face Hub.
        revision: A full commit of it, so that the rows are always the same.
        file: A file of it, by its path there, of the same kinds as ``data``.
        columns: Where the file's columns have other names: each column of a row to the one that holds it. Other
            columns are passed over then.
        labels: The names of labels that the file has as numbers, in their order from 0; where absent, as a Parquet file
            itself says.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Annotated[str, Field(min_length=1)] | None = None
    dataset: Annotated[str, Field(pattern=r"^hf:[\w.-]+/[\w.-]+$")] | None = None
    revision: Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")] | None = None
    file: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    columns: dict[ColumnName, str] = {}
    labels: list[Annotated[str, Field(min_length=1)]] = []

    @model_validator(mode="after")
    def _is_one_file(self) -> EvaluationData:
        if (self.data is None) == (self.dataset is None):
            raise ValueError("expected either `data`, a file of the hub, or `dataset` with its `revision` and `file`")
        if self.dataset is None:
            if self.revision is not None or self.file is not None:
                raise ValueError("`revision` and `file` belong to a `dataset`")
            if str(self.data).startswith(_ON_THE_HUB):
                raise ValueError("`data` is a file of the hub; for a data set give `dataset`, `revision` and `file`")
        elif self.revision is None:
            raise ValueError("a `dataset` needs its `revision`, a full commit: its rows may be others tomorrow")
        elif self.file is None:
            raise ValueError("a `dataset` needs the `file` that holds its rows, such as `data/test.parquet`")
        elif not _is_plain(self.file):
            raise ValueError("`file` is a path in the data set, such as `data/test.parquet`, without `..`")
        return self

    @property
    def place(self) -> str:
        """Where the rows stand: a path in the hub, or ``hf:owner/name@commit/file``."""
        return self.data if self.data is not None else f"{self.dataset}@{self.revision}/{self.file}"

    @property
    def repository(self) -> str:
        """``owner/name`` of the data set; empty for a file of the hub."""
        return (self.dataset or "").removeprefix(_ON_THE_HUB)

    def deciding(self) -> dict[str, Any]:
        """What decides which rows are read, for a digest; parts that came later only where they are given."""
        later = {"dataset", "revision", "file", "labels"}
        return {name: value for name, value in self.model_dump().items() if value or name not in later}


def is_pinned_data(place: str) -> bool:
    """Whether evaluation data with this ``place`` is a data set at a commit, which never changes."""
    return place.startswith(_ON_THE_HUB)


def _is_plain(file: str) -> bool:
    parts = file.split("/")
    return file.isprintable() and "\\" not in file and not {"", ".", ".."} & {*parts}
