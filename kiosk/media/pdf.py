"""A PDF written anew with its pages and nothing that runs, opens, names or dates anything.

Runs inside the worker only. Pages and notes on them keep the entries named here; everything else
goes: scripts, actions, links, embedded files, forms behind the fields, outlines, metadata of the
document and of each picture, authors and dates of notes. What a field shows stays as drawn.
"""

import codecs
import io
import re
from collections.abc import Iterator
from importlib import import_module

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from kiosk.media import jpeg
from kiosk.media.made import Unusable

PAGE = frozenset({
    "/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/BleedBox",
    "/TrimBox", "/ArtBox", "/Rotate", "/Group", "/UserUnit", "/Annots",
})  # fmt: skip
NOTE = frozenset({
    "/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F", "/BS", "/Border", "/C", "/IC", "/CA",
    "/QuadPoints", "/InkList", "/L", "/Vertices", "/Contents", "/DA", "/Q",
})  # fmt: skip
NOTES = frozenset({
    "/Text", "/FreeText", "/Stamp", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Ink",
    "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Caret", "/Widget",
})  # fmt: skip
"""Kinds of annotation that are only drawn. Not among them: links, attached files, films, sounds."""
DROPPED = frozenset({
    "/Metadata", "/PieceInfo", "/LastModified", "/CreatorInfo", "/AF", "/EF", "/FS", "/RF", "/AA",
    "/OpenAction", "/JS", "/JavaScript", "/OPI", "/Ref", "/Alternates", "/SourceModified",
})  # fmt: skip
IN_STREAMS = frozenset({"/F", "/FFilter", "/FDecodeParms"})
"""A stream may say that its bytes are in another file."""
MAPS = frozenset({
    "/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties",
    "/CharProcs", "/Colorants", "/N", "/D", "/R",
})  # fmt: skip
"""Their keys are names that a writer of PDFs chose freely: a font may be called /JS."""
_DCT = "/DCTDecode"
_LOCK = re.compile(
    b"/%b(?=[\\0\\s()<>\\[\\]{}/%%])"
    % b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in b"Encrypt")
)
"""The name that locks a file stands in a trailer or in the dictionary of a cross-reference stream,
which are never packed. Any letter of a name may be written as ``#`` and its number."""


def load() -> None:
    """What pypdf would load only when it meets it: later nothing can be opened. A dictionary whose
    text pypdf cannot decode for that reason silently loses every entry from there on, and a trailer
    whose /ID looked like UTF-16 lost its /Encrypt (one file in 128)."""
    for name in ("pypdf.filters", "pypdf.xmp", "secrets"):
        import_module(name)
    for name in ("utf-8", "utf-16", "utf-16be", "utf-16le", "charmap", "latin-1", "ascii"):
        codecs.lookup(name)


def made_anew(content: bytes) -> bytes:
    """Raises `Unusable`: locked with a password, or broken; other errors mean broken too."""
    writer = PdfWriter()
    seen: set[int] = set()
    for page in _read(content).pages:
        _bare_page(page)
        _clean(page, seen)
        writer.add_page(page)
    if not writer.pages:
        raise Unusable("broken")
    writer.metadata = None
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _read(content: bytes) -> PdfReader:
    """Looks for a lock twice: pypdf forgives broken trailers, and forgets what stands in them."""
    if _LOCK.search(content):
        raise Unusable("locked")
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Unusable("locked")
    return reader


def _bare_page(page: DictionaryObject) -> None:
    _keep(page, PAGE)
    notes = page.get("/Annots")
    if notes is not None:
        drawn = [note for note in _list(notes) if _bare_note(note.get_object())]
        page[NameObject("/Annots")] = ArrayObject(drawn)


def _list(found: PdfObject) -> ArrayObject:
    listed = found.get_object()
    return listed if isinstance(listed, ArrayObject) else ArrayObject()


def _bare_note(note: PdfObject | None) -> bool:
    """Whether it stays; a field then is a stamp, which is drawn without a form behind it."""
    if not isinstance(note, DictionaryObject) or str(note.get("/Subtype")) not in NOTES:
        return False
    _keep(note, NOTE)
    if str(note["/Subtype"]) == "/Widget":
        note[NameObject("/Subtype")] = NameObject("/Stamp")
    return True


def _keep(entries: DictionaryObject, names: frozenset[str]) -> None:
    for name in [name for name in entries if name not in names]:
        del entries[name]


def _clean(page: DictionaryObject, seen: set[int]) -> None:
    """Everything that can be reached from a page, but not the way up to other pages."""
    waiting: list[tuple[PdfObject | None, bool]] = [(page, False)]
    while waiting:
        found, is_map = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        if isinstance(found, DictionaryObject):
            waiting.extend(_below(found, is_map))
        elif isinstance(found, ArrayObject):
            waiting.extend((one.get_object(), False) for one in found)


def _below(found: DictionaryObject, is_map: bool) -> Iterator[tuple[PdfObject | None, bool]]:
    is_stream = isinstance(found, StreamObject)
    if not is_map or is_stream:
        for name in [n for n in found if n in DROPPED or (is_stream and n in IN_STREAMS)]:
            del found[name]
    if isinstance(found, StreamObject):
        _bare_photo(found)
    for name in found:
        if name != "/Parent":
            value = found.raw_get(name)
            whole = value.get_object() if isinstance(value, IndirectObject) else value
            yield whole, not is_map and name in MAPS


def _bare_photo(stream: StreamObject) -> None:
    """A photo in a PDF is a whole JPEG file, with its place and time."""
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, ArrayObject) else [filters]
    if not names or names[-1] != _DCT:
        return
    stream._data = jpeg.bare(stream.get_data() if len(names) > 1 else stream._data)
    stream[NameObject("/Filter")] = NameObject(_DCT)
    stream.pop("/DecodeParms", None)
