"""Image classification against Pillow, numpy and torch used directly."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from picture_maker import make_picture, make_seeing

from generator.output import ClassificationOutput
from generator.run.job import Answer
from generator.run.trouble import RunFailed

pytestmark = pytest.mark.run

AnswerOf = Callable[..., Answer]
LABELS = ["cat", "dog", "tree"]


@pytest.fixture(scope="module")
def seeing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A classifier of images. Copy it to change it."""
    return make_seeing(tmp_path_factory.mktemp("seeing"), LABELS)


@pytest.fixture
def classify(answer_of: AnswerOf) -> Callable[..., ClassificationOutput]:
    """Classifies one picture."""

    def run(model: Path, picture: Path, **settings: Any) -> ClassificationOutput:
        files = {"images/a.png": str(picture)}
        output = answer_of("image-classification", model, {"image": "images/a.png"}, files=files, **settings).outputs[0]
        assert isinstance(output, ClassificationOutput)
        return output

    return run


def directly(kind: str, model: Path, picture: Path, activation: str) -> list[float]:
    """Resized by Pillow, scaled by numpy, scored by torch."""
    import numpy as np  # noqa: PLC0415  only these tests pay for it
    import torch  # noqa: PLC0415
    import transformers  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    with Image.open(picture) as image:
        side = int(32 / 0.875) if kind == "ConvNext" else 32  # It takes the middle of a somewhat larger square.
        cut = (side - 32) // 2
        small = image.convert("RGB").resize((side, side), Image.Resampling.BILINEAR)
        small = small.crop((cut, cut, cut + 32, cut + 32))
    scaled = (np.asarray(small, dtype=np.float64) / 255 - [0.4, 0.5, 0.6]) / [0.2, 0.25, 0.3]
    pixels = torch.from_numpy(scaled.transpose(2, 0, 1)[None].astype(np.float32))
    direct = getattr(transformers, f"{kind}ForImageClassification").from_pretrained(model).eval()
    with torch.no_grad():
        logits = direct(pixel_values=pixels).logits[0]
    scores: list[float] = (logits.softmax(-1) if activation == "softmax" else logits.sigmoid()).tolist()
    return scores


@pytest.mark.parametrize("kind", ["ViT", "Swin", "ConvNext"])
def test_scores_are_those_of_the_model(
    kind: str, classify: Callable[..., ClassificationOutput], tmp_path: Path
) -> None:
    model = make_seeing(tmp_path / "model", LABELS, kind)
    side = 40 if kind == "ConvNext" else 30  # ConvNext leaves out the edges of what is not square.
    picture = make_picture(tmp_path / "a.png", 40, side)
    output = classify(model, picture)
    expected = dict(zip(LABELS, directly(kind, model, picture, "softmax"), strict=True))
    assert {item.label: item.score for item in output.scores} == pytest.approx(expected, abs=2e-4)
    assert output.predicted == [max(LABELS, key=lambda label: expected[label])]
    assert output.picture is not None
    assert output.picture.model_dump() == {"width": 40, "height": side, "read_width": 32, "read_height": 32}
    assert classify(model, picture) == output


def test_several_labels_may_be_right(
    seeing: Path, classify: Callable[..., ClassificationOutput], tmp_path: Path
) -> None:
    picture = make_picture(tmp_path / "a.png")
    output = classify(seeing, picture, activation="sigmoid")
    expected = directly("ViT", seeing, picture, "sigmoid")
    assert [item.score for item in output.scores] == pytest.approx(sorted(expected, reverse=True), abs=2e-4)
    assert set(output.predicted) == {label for label, score in zip(LABELS, expected, strict=True) if score >= 0.5}


def test_a_turned_picture_is_read_upright(
    seeing: Path, classify: Callable[..., ClassificationOutput], tmp_path: Path
) -> None:
    from PIL import Image  # noqa: PLC0415  only these tests pay for it

    upright = make_picture(tmp_path / "upright.png", 40, 30)
    with Image.open(upright) as image:
        exif = Image.Exif()
        exif[0x0112] = 6  # It has to be turned by a quarter to the right.
        image.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "turned.png", exif=exif)
    assert classify(seeing, tmp_path / "turned.png") == classify(seeing, upright)


@pytest.mark.parametrize(("name", "how"), [("a.jpg", {"quality": 95}), ("a.webp", {"lossless": True}), ("a.bmp", {})])
def test_pictures_of_several_kinds_are_read(
    name: str, how: dict[str, Any], seeing: Path, classify: Callable[..., ClassificationOutput], tmp_path: Path
) -> None:
    output = classify(seeing, make_picture(tmp_path / name, **how))
    if name != "a.jpg":
        assert output == classify(seeing, make_picture(tmp_path / "a.png"))


def bomb(path: Path) -> None:
    """A few bytes that claim to be a picture of 10,000 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b""))


def large(path: Path) -> None:
    """60 million pixels: more than are read, less than what Pillow itself refuses."""
    from PIL import Image  # noqa: PLC0415  only these tests pay for it

    Image.new("1", (10_000, 6_000)).save(path)


def cut_off(path: Path) -> None:
    whole = make_picture(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def moving(path: Path) -> None:
    from PIL import Image  # noqa: PLC0415  only these tests pay for it

    Image.new("RGB", (8, 8)).save(path, save_all=True, append_images=[Image.new("RGB", (8, 8), "white")])


def deep(path: Path) -> None:
    from PIL import Image  # noqa: PLC0415  only these tests pay for it

    Image.new("I;16", (8, 8)).save(path)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (bomb, "images/a.png: the image has more than 50,000,000 pixels"),
        (large, "images/a.png: the image has more than 50,000,000 pixels"),
        (cut_off, "images/a.png: the image is broken: "),
        (moving, "images/a.png: the image moves; expected one picture"),
        (deep, "images/a.png: the image has pixels of the kind I;16; expected 8 bits a channel"),
        (lambda path: path.write_text("no image"), "images/a.png is no image of a kind that is read: PNG, JPEG"),
        (lambda path: path.write_bytes(b""), "images/a.png is no image of a kind that is read"),
        (lambda path: path.write_text("<svg/>"), "images/a.png is no image of a kind that is read"),
    ],
)
def test_what_is_no_fit_picture_says_why(
    make: Callable[[Path], Any],
    reason: str,
    seeing: Path,
    classify: Callable[..., ClassificationOutput],
    tmp_path: Path,
) -> None:
    make(tmp_path / "a.png")
    with pytest.raises(RunFailed) as failed:
        classify(seeing, tmp_path / "a.png")
    assert str(failed.value).startswith(reason)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (None, "the image processor cannot be loaded"),
        ({"image_processor_type": "NoSuchProcessor"}, "the image processor cannot be loaded"),
        ({"image_std": [0, 0, 0]}, "the model answered with NaN|the image processor fails"),
        ({"size": {"height": "many"}}, "the image processor"),
    ],
)
def test_what_a_processor_cannot_do_is_the_models_failure(
    settings: dict[str, Any] | None, reason: str, classify: Callable[..., ClassificationOutput], tmp_path: Path
) -> None:
    model, picture = make_seeing(tmp_path / "model", LABELS), make_picture(tmp_path / "a.png")
    file = model / "preprocessor_config.json"
    if settings is None:
        file.unlink()
    else:
        file.write_text(json.dumps({**json.loads(file.read_text()), **settings}))
    with pytest.raises(RunFailed, match=reason):
        classify(model, picture)


def test_one_label_says_nothing(classify: Callable[..., ClassificationOutput], tmp_path: Path) -> None:
    model, picture = make_seeing(tmp_path / "model", ["cat"]), make_picture(tmp_path / "a.png")
    with pytest.raises(RunFailed, match="the model has one label"):
        classify(model, picture)
