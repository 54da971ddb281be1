"""Pictures and PDFs that come with a complaint: what is taken, how much of it, and in what state.

A file is known by its first bytes, never by its name or the type a browser claims. What is stored
is made anew from it (`kiosk.media.reencode`), so a kind that cannot be made anew is refused.
"""

from collections.abc import Sequence
from enum import Enum, StrEnum

from kiosk.domain.complaint.attachment_name import shown
from kiosk.domain.refusal import Busy, Refusal

MOST_IN_MESSAGE = 5
MOST_IN_TICKET = 20
MOST_OF_UNIT = 2_000
"""Files that reporters send one unit in 24 hours: four hundred full messages."""
LARGEST_PICTURE_MB = 8
LARGEST_PDF_MB = 10
LARGEST_REQUEST_MB = 20
MOST_MEGAPIXELS = 40
"""The largest phone cameras send 12 to 25 by default. Pillow itself refuses only at 179."""
LARGEST_PICTURE = LARGEST_PICTURE_MB * 1024 * 1024
LARGEST_REQUEST = LARGEST_REQUEST_MB * 1024 * 1024
"""Bytes of all files of one message together, and what a route may read at most."""
MOST_PIXELS = MOST_MEGAPIXELS * 1_000_000


class Format(Enum):
    """What may come in."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    GIF = "GIF"
    PDF = "PDF"


class FileKind(StrEnum):
    """What is stored: every picture becomes a JPEG, every PDF a PDF written anew."""

    PICTURE = "gambar"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        return "image/jpeg" if self is FileKind.PICTURE else "application/pdf"

    @property
    def extension(self) -> str:
        return "jpg" if self is FileKind.PICTURE else "pdf"


class FileState(StrEnum):
    """What the virus scanner said of the stored bytes. Only its own word makes a file clean."""

    WAITING = "menunggu"
    CLEAN = "bersih"
    INFECTED = "terinfeksi"
    FAILED = "gagal"
    UNSCANNED = "tanpa"

    @property
    def label(self) -> str:
        return _STATES[self]

    def may_be_served(self, has_scanner: bool) -> bool:
        """Unscanned files are served only by an installation that has no scanner: one that came
        in before there was one waits for its scan like any other (F28)."""
        return self is FileState.CLEAN or (self is FileState.UNSCANNED and not has_scanner)


_STATES = {
    FileState.WAITING: "menunggu pemindaian",
    FileState.CLEAN: "bersih",
    FileState.INFECTED: "terinfeksi",
    FileState.FAILED: "gagal dipindai",
    FileState.UNSCANNED: "tanpa pemindai",
}


class InvalidAttachment(Refusal):
    """A file was not taken. Most name it: ``name`` as the sender wrote it, made fit to show."""


class NoSpace(Refusal):
    """The disk is full: nothing was kept."""

    def __init__(self) -> None:
        super().__init__(
            "Penyimpanan kami penuh, jadi kiriman Anda belum diterima. Coba lagi nanti, atau kirim "
            "tanpa lampiran."
        )


class StoreAway(Busy):
    """The store of files does not answer, or lets nobody in: nothing was kept. Words alone are
    taken all the same. ``why``: the kind of fault, for whoever runs the installation."""

    def __init__(self, why: str = "") -> None:
        self.why = why
        super().__init__(
            "Tempat penyimpanan berkas sedang tidak menjawab. Coba lagi beberapa menit lagi, atau "
            "kirim tulisan Anda dahulu tanpa lampiran."
        )


class LostFile(Refusal):
    """A row names a file that is gone or damaged."""

    def __init__(self) -> None:
        super().__init__(
            "Berkas ini hilang atau rusak di penyimpanan. Sampaikan kepada pengelola sistem."
        )


class TooManyInMessage(InvalidAttachment):
    def __init__(self) -> None:
        super().__init__(
            "Satu pesan memuat paling banyak %(most)s berkas. Kirim sisanya dalam pesan "
            "berikutnya.",
            most=MOST_IN_MESSAGE,
        )


class TooManyInTicket(InvalidAttachment):
    def __init__(self) -> None:
        super().__init__(
            "Satu laporan memuat paling banyak %(most)s berkas. Gabungkan beberapa gambar menjadi "
            "satu PDF.",
            most=MOST_IN_TICKET,
        )


class TooManyToday(InvalidAttachment):
    def __init__(self) -> None:
        super().__init__(
            "Unit ini sudah menerima terlalu banyak lampiran dalam 24 jam terakhir. Kirim tulisan "
            "Anda tanpa lampiran; lampirannya dapat disusulkan besok."
        )


class TooLargeTogether(InvalidAttachment):
    def __init__(self) -> None:
        super().__init__(
            "Berkas dalam satu pesan paling besar %(most)s MB seluruhnya. Kirim sebagian dalam "
            "pesan berikutnya.",
            most=LARGEST_REQUEST_MB,
        )


class EmptyFile(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__("Berkas %(name)s kosong. Pilih lagi berkasnya.", name=shown(name))


class TooLargeFile(InvalidAttachment):
    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            "Berkas %(name)s lebih besar dari %(most)s MB. Perkecil dulu, lalu kirim lagi.",
            name=shown(name),
            most=most,
        )


class UnknownFormat(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__(
            "Berkas %(name)s bukan gambar atau PDF. Kirim gambar JPEG, PNG, WebP, atau GIF, atau "
            "sebuah PDF.",
            name=shown(name),
        )


class HeicPicture(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__(
            "Gambar %(name)s berformat HEIC, yang belum dapat kami buka. Buat tangkapan layar dari "
            "foto itu dan kirim tangkapannya, atau atur kamera iPhone ke Paling Kompatibel "
            "(Pengaturan, Kamera, Format) sehingga foto menjadi JPEG.",
            name=shown(name),
        )


class ArchiveFile(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__(
            "Berkas %(name)s adalah arsip atau dokumen Office, yang tidak kami buka. Simpan "
            "sebagai PDF, lalu kirim PDF-nya.",
            name=shown(name),
        )


class MovingPicture(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__(
            "Berkas %(name)s adalah video atau suara, yang tidak dapat kami terima. Kirim foto "
            "atau tangkapan layar dari bagian yang penting, dan ceritakan isinya.",
            name=shown(name),
        )


class TooManyPixels(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__(
            "Gambar %(name)s lebih dari %(most)s megapiksel. Perkecil dulu, atau kirim tangkapan "
            "layarnya.",
            name=shown(name),
            most=MOST_MEGAPIXELS,
        )


class BrokenPicture(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__(
            "Gambar %(name)s rusak atau tidak utuh. Pilih lagi gambarnya, atau kirim tangkapan "
            "layarnya.",
            name=shown(name),
        )


class BrokenPdf(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__(
            "PDF %(name)s rusak atau tidak dapat dibaca. Cetak ulang ke PDF, atau kirim foto tiap "
            "halaman.",
            name=shown(name),
        )


class LockedPdf(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__(
            "PDF %(name)s terkunci. Buka dengan kata sandinya, cetak ke PDF baru, lalu kirim yang "
            "baru.",
            name=shown(name),
        )


class TooHeavyFile(InvalidAttachment):
    def __init__(self, name: str) -> None:
        super().__init__(
            "Berkas %(name)s terlalu berat untuk diolah. Perkecil dulu, atau kirim tangkapan "
            "layarnya.",
            name=shown(name),
        )


_ARCHIVES = (
    b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf",
    b"Rar!", b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf",
)  # fmt: skip
"""Zip with every office format since 2007, gzip, bzip2, xz, 7z, RAR, Zstandard; office files
before 2007; RTF. Refused by type: what is never unpacked cannot be a bomb (F24)."""
_MOVING = (b"\x1a\x45\xdf\xa3", b"OggS", b"ID3", b"FLV", b"\x00\x00\x01\xba", b"#!AMR")
_HEIC = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
)
"""Brands of ISO 23008-12; AVIF has the same container and the same answer."""


def format_of(name: str, start: bytes) -> Format:
    """By the first 16 bytes. Raises the `InvalidAttachment` that says what to send instead."""
    if not start:
        raise EmptyFile(name)
    found = _known(start)
    if found is None:
        raise _refused(name, start)
    return found


def _known(start: bytes) -> Format | None:
    if start.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if start.startswith((b"GIF87a", b"GIF89a")):
        return Format.GIF
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return Format.WEBP
    return Format.PDF if start.startswith(b"%PDF-") else None


def _refused(name: str, start: bytes) -> InvalidAttachment:
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC:
        return HeicPicture(name)
    if start.startswith(_ARCHIVES):
        return ArchiveFile(name)
    if start.startswith((*_MOVING, b"RIFF")) or start[4:8] == b"ftyp":
        return MovingPicture(name)
    return UnknownFormat(name)


def check_size(name: str, format_: Format, size: int) -> None:
    """``size`` in bytes. Raises `TooLargeFile`."""
    most = LARGEST_PDF_MB if format_ is Format.PDF else LARGEST_PICTURE_MB
    if size > most * 1024 * 1024:
        raise TooLargeFile(name, most)


def check_count(sizes: Sequence[int], kept: int) -> None:
    """The files of one message, by their sizes in bytes, and how many the ticket has already:
    asked before one of them is opened. Raises `InvalidAttachment`."""
    if len(sizes) > MOST_IN_MESSAGE:
        raise TooManyInMessage
    if kept + len(sizes) > MOST_IN_TICKET:
        raise TooManyInTicket
    if sum(sizes) > LARGEST_REQUEST:
        raise TooLargeTogether
