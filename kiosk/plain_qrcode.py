"""The library of QR codes without its pictures: ours are paths of SVG and bits of a raster.

The library itself does without Pillow where there is none. Here there is, for documents and proof,
and 4 MB of it would lie in every process that shows a receipt.
"""

import sys

_PICTURES = "qrcode.image.styles.moduledrawers.pil"

# None: "not there", to the one who imports it.
sys.modules[_PICTURES] = None  # type: ignore[assignment]
try:
    from qrcode import LUT, QRCode, base, util
    from qrcode.constants import ERROR_CORRECT_Q
    from qrcode.exceptions import DataOverflowError
finally:
    del sys.modules[_PICTURES]

__all__ = ["ERROR_CORRECT_Q", "LUT", "DataOverflowError", "QRCode", "base", "util"]
