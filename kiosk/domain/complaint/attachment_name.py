"""What a file is called: never where it is stored, only what a person sees and a download says."""

import re
import unicodedata
from urllib.parse import quote

MOST_CHARACTERS = 120
MOST_BYTES = 240
"""File systems take 255 bytes; a name in an Asian script reaches that before 120 characters."""
NAMELESS = "lampiran"
_EXTENSIONS = frozenset({"jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "pdf"})
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls (CR, LF, NUL), format characters (U+202A-E, U+2066-9, zero width), lone surrogates,
private use, unassigned, line and paragraph separators."""
_NOT_IN_NAMES = re.compile(r'[<>:"|?*%]+')
"""Refused by Windows; the percent sign is read differently by every browser."""
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^A-Za-z0-9 ._()-]")


def visible_name(raw: str, extension: str) -> str:
    """The sender's name for a file made fit to show, ending in the ``extension`` of what is really
    stored: "..\\x\\foto.PNG" with "jpg" is "foto.jpg". At most 120 characters."""
    stem, dot, last = shown(raw).rpartition(".")
    name = stem if dot and last.lower() in _EXTENSIONS else shown(raw)
    name = name.strip(" .") or NAMELESS
    if _DEVICES.fullmatch(name.partition(".")[0].strip()):
        name = f"_{name}"
    return f"{_short(name, len(extension) + 1)}.{extension}"


def neutral_name(number: int, extension: str) -> str:
    """For a case whose reporter is not known: phones write the second into a picture's name, and
    people their own name into a letter's."""
    return f"{NAMELESS}-{number}.{extension}"


def shown(raw: str) -> str:
    """Without folders and whatever cannot be seen; at most 120 characters, never empty."""
    # Cut first: normalising a million combining marks takes seconds.
    last = re.split(r"[/\\]", raw[-4096:])[-1]
    composed = unicodedata.normalize("NFC", last)
    seen = "".join(" " if one in "\t\r\n" else one for one in composed if _is_seen(one))
    return _short(" ".join(_NOT_IN_NAMES.sub("_", seen).split()), 0) or NAMELESS


def _is_seen(one: str) -> bool:
    return one in "\t\r\n" or unicodedata.category(one) not in _INVISIBLE


def _short(name: str, taken: int) -> str:
    """Cut to what is left beside ``taken`` characters of extension, never inside a character."""
    cut = name[: MOST_CHARACTERS - taken].encode()[: MOST_BYTES - taken]
    return cut.decode(errors="ignore").strip()


SANDBOX = "sandbox; default-src 'none'"
_SAFE = {
    "Content-Security-Policy": SANDBOX,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def download_headers(name: str, media_type: str) -> dict[str, str]:
    """Of an answer that a browser saves and does not open; ``name`` from `visible_name`."""
    return {"Content-Type": media_type, "Content-Disposition": _saved_as(name), **_SAFE}


def inline_headers(media_type: str) -> dict[str, str]:
    """Of a picture inside a page. Raises `ValueError` for anything but our own JPEG: a PDF is
    only ever saved."""
    if media_type != "image/jpeg":
        raise ValueError(media_type)
    return {"Content-Type": media_type, "Content-Disposition": "inline", **_SAFE}


def _saved_as(name: str) -> str:
    """RFC 6266 with RFC 5987: ASCII for the oldest browsers, the real name for the others."""
    fit = shown(name)
    bare = (c for c in unicodedata.normalize("NFKD", fit) if not unicodedata.combining(c))
    plain = _NOT_ASCII.sub("_", "".join(bare))
    real = quote(fit, safe="!#$&+-.^_`|~", encoding="utf-8")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{real}"
