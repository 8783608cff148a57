"""What lies on disk: configuration, cards, records, model folders."""

from generator.store.config import find_root, load_config
from generator.store.files import inside, sha256_of, shown, write_atomically
from generator.store.hub import load_hub, read_cards
from generator.store.records import read_record, record_path, replace_record, write_record
from generator.store.weights import digest_files, weights_sha256

__all__ = [
    "digest_files",
    "find_root",
    "inside",
    "load_config",
    "load_hub",
    "read_cards",
    "read_record",
    "record_path",
    "replace_record",
    "sha256_of",
    "shown",
    "weights_sha256",
    "write_atomically",
    "write_record",
]
