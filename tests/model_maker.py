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


def make_pretrained(folder: Path, kind: str, **settings: Any) -> Path:
    """Save a tiny BERT without a classifier: ``kind`` names its class, such as ``BertForMaskedLM``."""
    import torch  # noqa: PLC0415  only tests that need a model pay for it
    import transformers  # noqa: PLC0415

    torch.manual_seed(7)
    config = transformers.BertConfig(
        vocab_size=len(SPECIAL) + len(WORDS), **{**TINY, **settings}, initializer_range=0.6
    )
    folder.mkdir(parents=True, exist_ok=True)
    getattr(transformers, kind)(config).save_pretrained(folder)
    save_tokenizer(folder)
    return folder


def make_entailment(folder: Path) -> Path:
    """Save a tiny model that says whether one text follows from another."""
    return make_model(folder, ["contradiction", "neutral", "entailment"])


def make_generator(folder: Path) -> Path:
    """Save a tiny GPT-2 with a tokenizer of whole words."""
    import torch  # noqa: PLC0415  only tests that need a model pay for it
    from transformers import GPT2Config, GPT2LMHeadModel  # noqa: PLC0415

    words = ["<unk>", "<end>", *WORDS]
    torch.manual_seed(3)
    config = GPT2Config(
        vocab_size=len(words), n_embd=16, n_layer=2, n_head=2, n_positions=48, bos_token_id=1, eos_token_id=1,
        initializer_range=0.6,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    GPT2LMHeadModel(config).save_pretrained(folder)
    _save_words(folder, words, unk_token="<unk>", eos_token="<end>")  # noqa: S106  names of tokens
    return folder


def make_text_to_text(folder: Path, **generation: Any) -> Path:
    """Save a tiny T5 with a tokenizer of whole words; ``generation`` goes into its ``generation_config.json``."""
    import torch  # noqa: PLC0415  only tests that need a model pay for it
    from transformers import GenerationConfig, T5Config, T5ForConditionalGeneration  # noqa: PLC0415

    words = ["<pad>", "</s>", "<unk>", "summarize", *WORDS]
    torch.manual_seed(5)
    config = T5Config(
        vocab_size=len(words), d_model=16, d_kv=8, d_ff=24, num_layers=2, num_heads=2, initializer_factor=3.0,
        decoder_start_token_id=0,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    model = T5ForConditionalGeneration(config)
    model.generation_config = GenerationConfig(decoder_start_token_id=0, eos_token_id=1, pad_token_id=0, **generation)
    model.save_pretrained(folder)
    _save_words(folder, words, unk_token="<unk>", eos_token="</s>", pad_token="<pad>")  # noqa: S106  names of tokens
    return folder


def _save_words(folder: Path, words: Sequence[str], **special: str) -> None:
    """Save a fast tokenizer that knows whole words."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors  # noqa: PLC0415
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415

    vocabulary = {word: number for number, word in enumerate(dict.fromkeys(words))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))  # noqa: S106  the name of a token
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    if "pad_token" in special:
        end = special["eos_token"]
        tokenizer.post_processor = processors.TemplateProcessing(
            single=f"$A {end}", special_tokens=[(end, vocabulary[end])]
        )
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=48, **special).save_pretrained(folder)


def _save_pieces(folder: Path, *names: str) -> list[str]:
    """Save a SentencePiece model under each of these names; gives its pieces."""
    import sentencepiece  # noqa: PLC0415  only tests that need a model pay for it

    folder.mkdir(parents=True, exist_ok=True)
    text, prefix = folder / "text.txt", folder / "pieces"
    text.write_text("\n".join(" ".join(WORDS[at:] + WORDS[:at]) for at in range(len(WORDS))))
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(prefix), vocab_size=60, hard_vocab_limit=False, minloglevel=2
    )
    pieces = [line.split("\t")[0] for line in prefix.with_suffix(".vocab").read_text().splitlines()]
    for name in names:
        (folder / name).write_bytes(prefix.with_suffix(".model").read_bytes())
    for file in (text, prefix.with_suffix(".vocab"), prefix.with_suffix(".model")):
        file.unlink()
    return pieces


def make_polyglot(folder: Path) -> Path:
    """Save a tiny M2M100 model, which translates between many languages."""
    from transformers import M2M100Tokenizer  # noqa: PLC0415  only tests that need a model pay for it

    pieces = _save_pieces(folder, "sentencepiece.bpe.model")
    words = dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", *pieces])
    (folder / "vocab.json").write_text(json.dumps({word: number for number, word in enumerate(words)}))
    tokenizer = M2M100Tokenizer(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"))
    tokenizer.save_pretrained(folder)
    return _save_m2m100(folder, len(words) + 200)


def make_nllb(folder: Path) -> Path:
    """Save a tiny model with the tokenizer of NLLB, which reads letter by letter here."""
    from transformers import NllbTokenizer  # noqa: PLC0415  only tests that need a model pay for it

    pieces = ["<s>", "<pad>", "</s>", "<unk>", "\N{LOWER ONE EIGHTH BLOCK}", *"abcdefghijklmnopqrstuvwxyz"]
    tokenizer = NllbTokenizer({piece: number for number, piece in enumerate(pieces)}, [])
    tokenizer.save_pretrained(folder)
    return _save_m2m100(folder, len(tokenizer))


def _save_m2m100(folder: Path, vocabulary: int) -> Path:
    import torch  # noqa: PLC0415  only tests that need a model pay for it
    from transformers import M2M100Config, M2M100ForConditionalGeneration  # noqa: PLC0415

    torch.manual_seed(11)
    config = M2M100Config(
        vocab_size=vocabulary, d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24, max_position_embeddings=48, init_std=0.6,
    )  # fmt: skip
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return folder


def make_translator(folder: Path) -> Path:
    """Save a tiny Marian model with SentencePiece tokenizers, as those of the Hub have them."""
    import torch  # noqa: PLC0415  only tests that need a model pay for it
    from transformers import MarianConfig, MarianMTModel  # noqa: PLC0415

    pieces = _save_pieces(folder, "source.spm", "target.spm")
    words = dict.fromkeys(["</s>", "<unk>", *pieces, ">>fra<<", "<pad>"])
    (folder / "vocab.json").write_text(json.dumps({word: number for number, word in enumerate(words)}))
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "MarianTokenizer", "source_lang": "en", "target_lang": "fr"})
    )
    torch.manual_seed(9)
    pad = len(words) - 1
    config = MarianConfig(
        vocab_size=len(words), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24, max_position_embeddings=48, init_std=0.6,
        pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, num_beams=2, forced_eos_token_id=0,
    )  # fmt: skip
    MarianMTModel(config).save_pretrained(folder)
    return folder
