"""Steps that flows share: a picture somebody sent becomes one we made ourselves.

Pillow is read when a crest comes, once in the life of an office: it is 3 MB of each process."""

import io
import warnings
from typing import TYPE_CHECKING

from kiosk.domain.refusal import Refusal

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
WIDEST, TALLEST = 400, 600
TOO_MANY = "Lambang lebih dari 16 juta piksel. Perkecil dulu gambarnya."
_FORMATS = ("PNG", "JPEG")


class UnusablePicture(Refusal):
    """Not a picture we take."""


def crest(content: bytes) -> bytes:
    """A PNG of at most 400 x 600 pixels, decoded and encoded again: nothing of the file that was
    sent is kept but its pixels. Raises `UnusablePicture`."""
    if len(content) > LARGEST_FILE:
        raise UnusablePicture("Lambang lebih besar dari 2 MB. Perkecil dulu gambarnya.")
    from PIL.Image import DecompressionBombError

    with warnings.catch_warnings():
        # Pillow warns of what it then refuses or of metadata that we throw away.
        warnings.simplefilter("ignore")
        try:
            return _encoded(_opened(content))
        except DecompressionBombError as wrong:
            # Pillow looks at the size before we can, and has a limit of its own.
            raise UnusablePicture(TOO_MANY) from wrong
        except (OSError, ValueError, SyntaxError) as wrong:
            raise UnusablePicture("Lambang harus gambar PNG atau JPEG yang utuh.") from wrong


def _opened(content: bytes) -> "Image":
    """Its size is in the header: what would unpack too large is never unpacked."""
    from PIL import Image

    picture = Image.open(io.BytesIO(content), formats=_FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise UnusablePicture(TOO_MANY)
    return picture


def _encoded(picture: "Image") -> bytes:
    from PIL import Image, ImageFile, ImageOps

    # WeasyPrint, once imported, tells Pillow to fill up what is cut off; we take whole files only.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((WIDEST, TALLEST))
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    kept = io.BytesIO()
    clean.save(kept, "PNG", optimize=True)
    return kept.getvalue()
