"""Small models made for a test: real architectures and label sets, random but seeded weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_TEXT = """
the a movie liked really that i film bad great paris berlin anna lives in works for acme microsoft has taken its first
step into metaverse . , ! ? ' s 2 cells of patients with disease treatment ##s ##ed ##ing un ##known
"""
WORDS = _TEXT.split()
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

#: Part-of-speech tags of the Penn Treebank, as CoNLL 2003 has them.
_PENN = """
'' # $ ( ) , . : `` CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS NN|SYM PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH
VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB
"""
PENN = _PENN.split()
PUBMED = [
    "Anatomy [A]",
    "Organisms [B]",
    "Diseases [C]",
    "Chemicals and Drugs [D]",
    "Analytical, Diagnostic and Therapeutic Techniques, and Equipment [E]",
    "Psychiatry and Psychology [F]",
    "Phenomena and Processes [G]",
    "Disciplines and Occupations [H]",
    "Anthropology, Education, Sociology, and Social Phenomena [I]",
    "Technology, Industry, and Agriculture [J]",
    "Information Science [L]",
    "Named Groups [M]",
    "Health Care [N]",
    "Geographicals [Z]",
]
TINY: Mapping[str, Any] = {
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 24,
    "max_position_embeddings": 48,
}


def make_model(folder: Path, labels: Sequence[str], *, tokens: bool = False, **settings: Any) -> Path:
    """Save a tiny BERT with a head for ``labels`` and its tokenizer.

    Args:
        folder: Where to.
        labels: Label names, in order.
        tokens: Whether it tags tokens; else it classifies texts.
        settings: More of its configuration; ``favourite`` names a label that it answers whatever it reads.
    """
    import torch  # noqa: PLC0415  only tests that need a model pay for it
    from transformers import (  # noqa: PLC0415
        BertConfig,
        BertForSequenceClassification,
        BertForTokenClassification,
    )

    favourite = settings.pop("favourite", None)
    torch.manual_seed(len(labels))
    config = BertConfig(vocab_size=len(SPECIAL) + len(WORDS), **{**TINY, **settings}, initializer_range=0.6)
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: number for number, label in enumerate(labels)}
    model = (BertForTokenClassification if tokens else BertForSequenceClassification)(config)
    if favourite is not None:
        with torch.no_grad():
            model.classifier.bias[labels.index(favourite)] += 100.0
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    save_tokenizer(folder)
    return folder


def save_tokenizer(folder: Path) -> None:
    """Save a BERT tokenizer the way the models of the Hub have it: a list of words."""
    (folder / "vocab.txt").write_text("\n".join([*SPECIAL, *WORDS]) + "\n")
    settings = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 48}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))


def change_config(folder: Path, **changes: Any) -> None:
    """Write other values into ``config.json``."""
    file = folder / "config.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def make_seed_models(folder: Path) -> dict[str, Path]:
    """A small model with the architecture and the labels of each model of the seeds, by ``owner/name``.

    The news model says Sci/Tech to everything, and the one of film reviews neg.
    """
    several = {"problem_type": "multi_label_classification"}
    return {
        "DanL/scientific-challenges-and-directions": make_model(
            folder / "challenges", ["Challenge", "Direction"], **several
        ),
        "owaiskha9654/Multi-Label-Classification-of-PubMed-Articles": make_model(folder / "pubmed", PUBMED, **several),
        "mrm8488/bert-mini-finetuned-age_news-classification": make_model(
            folder / "news", ["World", "Sports", "Business", "Sci/Tech"], favourite="Sci/Tech"
        ),
        "Tahsin/BERT-finetuned-conll2003-POS": make_model(folder / "pos", PENN, tokens=True),
        "fabriceyhc/bert-base-uncased-imdb": make_model(folder / "imdb", ["neg", "pos"], favourite="neg"),
    }
