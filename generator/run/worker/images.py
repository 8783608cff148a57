"""A picture of the hub → its pixels. Its file may claim anything: few decoders and little memory are risked for it."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from generator.run.trouble import RunFailed

#: Every decoder is a risk; these are what pictures on the web are made of.
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP")
_MOST_PIXELS = 50_000_000
#: Pixels of 16 or 32 bits would be cut down to white ones.
_DEEP = ("I", "F")


def read_picture(path: Path, name: str) -> Image.Image:
    """The picture in a file, upright, in RGB; transparency is left out, as ``transformers`` does.

    Args:
        path: Where it lies.
        name: How the card names it, for messages.

    Raises:
        RunFailed: It is no picture, is broken, moves, or has too many pixels, or such of more than 8 bits a channel.
    """
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as image:
                _check(image, name)
                return ImageOps.exif_transpose(image).convert("RGB")
    except RunFailed:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise RunFailed(f"{name}: the image has more than {_MOST_PIXELS:,} pixels") from None
    except UnidentifiedImageError:
        raise RunFailed(f"{name} is no image of a kind that is read: {', '.join(_FORMATS)}") from None
    except Exception as error:  # Decoders raise anything for what is broken.
        raise RunFailed(f"{name}: the image is broken: {' '.join(str(error).split())}") from error


def _check(image: Image.Image, name: str) -> None:
    # A JPEG with several pictures has previews behind the first; the others have a film.
    if image.format in {"PNG", "WEBP"} and getattr(image, "is_animated", False):
        raise RunFailed(f"{name}: the image moves; expected one picture")
    if image.mode.startswith(_DEEP):
        raise RunFailed(f"{name}: the image has pixels of the kind {image.mode}; expected 8 bits a channel")
