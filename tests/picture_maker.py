"""Small models of pictures and pictures for them, made for a test."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

#: What makes a small model of each kind.
_SIZES: dict[str, dict[str, Any]] = {
    "ViT": {
        "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 24,
        "image_size": 32, "patch_size": 8,
    },
    "Swin": {
        "image_size": 32, "patch_size": 4, "embed_dim": 8, "depths": [1, 1], "num_heads": [1, 2], "window_size": 4,
    },
    "ConvNext": {"num_channels": 3, "hidden_sizes": [8, 16], "depths": [1, 1], "num_stages": 2, "patch_size": 4},
}  # fmt: skip


def make_seeing(folder: Path, labels: Sequence[str], kind: str = "ViT", **settings: Any) -> Path:
    """Save a tiny image classifier; ``kind`` is ``ViT``, ``Swin`` or ``ConvNext``."""
    import torch  # noqa: PLC0415  only tests that need a model pay for it
    import transformers  # noqa: PLC0415

    torch.manual_seed(13)
    names = {"id2label": dict(enumerate(labels)), "label2id": {label: at for at, label in enumerate(labels)}}
    config = getattr(transformers, f"{kind}Config")(**{**_SIZES[kind], **names, **settings}, initializer_range=0.6)
    folder.mkdir(parents=True, exist_ok=True)
    getattr(transformers, f"{kind}ForImageClassification")(config).save_pretrained(folder)
    how = {
        "image_processor_type": "ConvNextImageProcessor" if kind == "ConvNext" else "ViTImageProcessor",
        "do_resize": True,
        "size": {"shortest_edge": 32} if kind == "ConvNext" else {"height": 32, "width": 32},
        "image_mean": [0.4, 0.5, 0.6],
        "image_std": [0.2, 0.25, 0.3],
        "resample": 2,
    }
    (folder / "preprocessor_config.json").write_text(json.dumps(how))
    return folder


def make_picture(path: Path, width: int = 50, height: int = 40, **how: Any) -> Path:
    """Save a picture whose three colours run in three directions; ``how`` goes to Pillow."""
    import numpy as np  # noqa: PLC0415  only tests that need a picture pay for it
    from PIL import Image  # noqa: PLC0415

    rows, columns = np.mgrid[0:height, 0:width]
    colours = np.stack([rows * 255 // height, columns * 255 // width, (rows + columns) * 255 // (width + height)], -1)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(colours.astype("uint8")).save(path, **how)
    return path
