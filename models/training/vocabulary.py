"""Trains a model's tokenizer: WordPiece, cased or not, of the words of its training rows."""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import BertTokenizer

VOCABULARY_SIZE = 2400
MAX_LENGTH = 128

UNKNOWN = "[UNK]"
SPECIAL = ["[PAD]", UNKNOWN, "[CLS]", "[SEP]", "[MASK]"]


def train_tokenizer(texts: Sequence[str], *, lower_case: bool) -> BertTokenizer:
    """A tokenizer that is the same for the same texts, whatever the machine."""
    tokenizer = Tokenizer(models.WordPiece(unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lower_case)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    # The trainer numbers continued characters in the order in which a hash map yields the words, which differs from
    # run to run, and breaks ties by number. Named beforehand, they have a number.
    continued = [f"##{character}" for character in _characters(tokenizer, texts)]
    trainer = trainers.WordPieceTrainer(
        vocab_size=VOCABULARY_SIZE, special_tokens=SPECIAL + continued, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return BertTokenizer(vocab=tokenizer.get_vocab(), do_lower_case=lower_case, model_max_length=MAX_LENGTH)


def _characters(tokenizer: Tokenizer, texts: Sequence[str]) -> list[str]:
    normalized = {character for text in texts for character in tokenizer.normalizer.normalize_str(text)}
    return sorted(character for character in normalized if not character.isspace())
