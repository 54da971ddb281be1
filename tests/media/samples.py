"""Pictures and PDFs as people send them, and worse ones. Everything is made here, byte by byte."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping

from PIL import ExifTags, Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

PLACE = "10.1772"
SERIAL = "SN-4711-RAHASIA"
WHEN = "2026:11:21 10:15:00"
OWNER = "Maria Bere"
SECRETS = (SERIAL, WHEN, OWNER, "Kupang", "GPS")


def drawn(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Red above, blue below: which way is up can be told."""
    picture = Image.new("RGB", (width, height), (0, 0, 255))
    picture.paste((255, 0, 0), (0, 0, width, height // 2))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, **options)  # type: ignore[arg-type]
    return kept.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def exif(orientation: int = 1) -> bytes:
    """Place, device, owner and time, as a phone writes them."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make] = "Telepon"
    tags[ExifTags.Base.Model] = "X-1"
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.DateTime] = WHEN
    tags[ExifTags.Base.Artist] = OWNER
    details = tags.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = WHEN
    details[ExifTags.Base.BodySerialNumber] = SERIAL
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "S"
    place[ExifTags.GPS.GPSLatitude] = (10.0, 10.0, 38.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "E"
    place[ExifTags.GPS.GPSLongitude] = (123.0, 36.0, 25.0)
    return tags.tobytes()


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="10,10.6S" '
    'xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" '
    f'aux:SerialNumber="{SERIAL}" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'photoshop:City="Kupang"/></rdf:RDF></x:xmpmeta>'
).encode()


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2) + content


def iptc() -> bytes:
    """A Photoshop block with a by-line and a city."""
    records = b"".join(
        b"\x1c\x02" + bytes((number,)) + len(text).to_bytes(2) + text
        for number, text in ((80, OWNER.encode()), (90, b"Kupang"), (55, b"20261121"))
    )
    records += b"\0" * (len(records) % 2)
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(records).to_bytes(4) + records


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def photo(orientation: int = 1, **options: object) -> bytes:
    """A JPEG with everything a phone and its programs leave in one, and a second one behind."""
    plain = saved(drawn(), "JPEG", exif=exif(orientation), comment=OWNER.encode(), **options)
    thumbnail = segment(0xE0, b"JFXX\0\x10" + saved(drawn(16, 12), "JPEG"))
    whole = with_segments(
        plain,
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        segment(0xED, iptc()),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01" + SERIAL.encode() * 8),
        thumbnail,
    )
    return whole + saved(drawn(), "JPEG", exif=exif())


def screenshot(texts: Mapping[str, str], **options: object) -> bytes:
    """A PNG with text chunks, EXIF, XMP and a time."""
    notes = PngImagePlugin.PngInfo()
    for name, text in texts.items():
        notes.add_text(name, text, zip=len(text) > 20)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    notes.add(b"tIME", struct.pack(">H5B", 2026, 11, 21, 10, 15, 0))
    return saved(drawn(), "PNG", pnginfo=notes, exif=exif(), **options)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


def huge_png(side: int = 30_000) -> bytes:
    """A whole and valid PNG whose pixels take gigabytes: one bit each in the file."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + side * 3)
    squeezed = b"".join(packer.compress(row) for _ in range(1200)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", squeezed)
        + png_chunk(b"IEND", b"")
    )


def long_gif(frames: int = 10_000) -> bytes:
    """An animation of as many frames, each of them a whole picture."""
    pixels = b"\x84\x8f\xa9\xcb\xed\x0f\xa3\x9c\xb4\xda\x8b\xb3\x3e\x05"
    frame = b"\x2c\0\0\0\0\x10\0\x10\0\0\x02\x0e" + pixels + b"\0"
    header = b"GIF89a\x10\0\x10\0\x80\0\0\xff\0\0\0\0\xff"
    return header + frame * frames + b"\x3b"


def pdf(photo_inside: bytes = b"", title: str = OWNER) -> bytes:
    """One page with whatever a PDF can carry that a picture of a page would not."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": title, "/CreationDate": "D:20261121101500"})
    writer.add_attachment("rahasia.txt", SERIAL.encode())
    action = _entries(S="/JavaScript", JS=TextStringObject("app.alert('BUKA')"))
    scripts = ArrayObject([TextStringObject("JALAN"), action])
    names = writer.root_object["/Names"].get_object()
    names[NameObject("/JavaScript")] = _entries(Names=scripts)  # type: ignore[index]
    writer.root_object[NameObject("/OpenAction")] = action
    page[NameObject("/AA")] = _entries(O=action)
    page[NameObject("/Metadata")] = writer._add_object(_stream(XMP))
    page[NameObject("/Annots")] = ArrayObject([
        writer._add_object(_note("/Link", A=_entries(S="/URI", URI=TextStringObject("x://LARI")))),
        writer._add_object(_note("/FileAttachment", T=TextStringObject(OWNER))),
        writer._add_object(_note("/FreeText", T=TextStringObject(OWNER), AA=_entries(E=action))),
        writer._add_object(_note("/Widget", A=action)),
    ])  # fmt: skip
    if photo_inside:
        page[NameObject("/Resources")] = _entries(XObject=_entries(JS=_photo(writer, photo_inside)))
        page[NameObject("/Contents")] = writer._add_object(
            _stream(b"q 200 0 0 200 0 0 cm /JS Do Q")
        )
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def _entries(**given: object) -> DictionaryObject:
    made = DictionaryObject()
    for name, value in given.items():
        made[NameObject(f"/{name}")] = NameObject(value) if type(value) is str else value  # type: ignore[assignment]
    return made


def note(subtype: str, text: object, **more: object) -> DictionaryObject:
    rect = ArrayObject([FloatObject(n) for n in (10, 10, 60, 30)])
    return _entries(Type="/Annot", Subtype=subtype, Contents=text, Rect=rect, **more)


def _note(subtype: str, **more: object) -> DictionaryObject:
    return note(subtype, TextStringObject("Catatan"), **more)


def _stream(content: bytes) -> StreamObject:
    made = DecodedStreamObject()
    made.set_data(content)
    return made


def _photo(writer: PdfWriter, content: bytes) -> object:
    made = _stream(content)
    size = opened(content).size
    made.update(_entries(
        Type="/XObject", Subtype="/Image", ColorSpace="/DeviceRGB", Filter="/DCTDecode",
        Width=NumberObject(size[0]), Height=NumberObject(size[1]), BitsPerComponent=NumberObject(8),
    ))  # fmt: skip
    return writer._add_object(made)


def pdf_with(flate: bytes) -> bytes:
    """A page whose content is these bytes, said to be compressed."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    content = _stream(flate)
    content[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = writer._add_object(content)
    return written(writer)
