"""From what a citizen's form sent to a valid complaint, or to a list of what is wrong with it.

Everything is checked again here, whatever the page had checked. Only this module makes a
`Complaint`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property
from typing import TypeVar

from kiosk.domain.complaint.kinds import Category, Identity, Kind, TicketClass
from kiosk.domain.complaint.naming import integrity_words
from kiosk.domain.complaint.work import FIELD
from kiosk.domain.form import CARRIED, KEY, Fields, Problem, can_be_kept
from kiosk.domain.place.point import ServiceCard
from kiosk.domain.refusal import Refusal

LENGTHS: Mapping[str, int] = {
    "judul": 150,
    "isi": 8_000,
    "tempat": 200,
    "waktu_kejadian": 80,
    "nama": 120,
    "kontak": 120,
    "terlapor": 200,
}
"""Characters, field by field; the page says the same."""
OTHERS = CARRIED | {"jenis", "layanan", "kategori", "identitas", "kunci", "lampiran", FIELD}
RELOAD = "Formulir ini diperbarui. Catat nomor dan frasa yang baru, lalu kirim sekali lagi."
_NAMES = {"judul": "Judul", "isi": "Isi laporan", "tempat": "Tempat", "nama": "Nama"}
_NAMES |= {"waktu_kejadian": "Waktu kejadian", "kontak": "Kontak", "terlapor": "Siapa"}
_TITLE_FROM_BODY = 60


class InvalidComplaint(Refusal):
    """The form cannot be taken as it is; ``problems`` says why, field by field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Laporan belum dapat dikirim. Perbaiki bagian yang ditandai.")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Complaint:
    """What a citizen brings. ``accused`` is free text; name and contact are empty where the
    reporter stays anonymous, whatever was typed."""

    kind: Kind
    category: Category
    title: str
    body: str
    place: str
    happened: str
    identity: Identity
    name: str
    contact: str
    accused: str
    service: ServiceCard | None
    key: str = attribute(repr=False)

    @cached_property
    def ticket_class(self) -> TicketClass:
        """Decided before anything is written: whoever is named, or whatever touches levies,
        brokers, gifts or abuse of office, is *berkadar pengawasan* and goes past the unit."""
        if self.category.is_integrity or self.accused or self.words:
            return TicketClass.SUPERVISION
        return _CLASS_OF[self.kind]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What in the citizen's own words makes it a matter of integrity."""
        return integrity_words(f"{self.title}\n{self.body}")

    @property
    def key_bytes(self) -> bytes:
        """Under which a form sent twice is known; the receipt cannot be derived from it."""
        return hashlib.sha256(b"aduan\0" + self.key.encode()).digest()[:16]

    def digest(self, files: Sequence[bytes]) -> bytes:
        """Tells the same form sent again from another one under the same key; ``files``: what
        was attached, as sent. The key goes in, which nobody keeps: a guess at what a sealed case
        says cannot be tried on it."""
        parts = [
            self.key,
            self.kind,
            self.category,
            self.title,
            self.body,
            self.place,
            self.happened,
        ]
        parts += [self.identity, self.name, self.contact, self.accused]
        parts += [self.service.code if self.service else ""]
        sums = [hashlib.sha256(one).hexdigest() for one in files]
        return hashlib.sha256("\0".join([*parts, *sums]).encode()).digest()[:8]


_CLASS_OF = {
    Kind.COMPLAINT: TicketClass.ORDINARY,
    Kind.ASPIRATION: TicketClass.ASPIRATION,
    Kind.INFORMATION: TicketClass.INFORMATION,
}


def read(given: Fields, services: Sequence[ServiceCard], *, protected: bool = False) -> Complaint:
    """A valid complaint of what was sent; raises `InvalidComplaint` with every problem.

    ``protected``: it came through the protected lane's own door, where only its categories
    are offered."""
    problems = [
        Problem(name, "Isian %(name)s tidak dikenal; muat ulang halaman ini.", {"name": name[:40]})
        for name in given
        if name not in LENGTHS and name not in OTHERS
    ]
    texts = {name: _text(name, given, problems) for name in LENGTHS}
    kind = _choice(Kind, "jenis", given, problems, Kind.COMPLAINT)
    category = _category(given, problems, protected=protected)
    identity = _choice(Identity, "identitas", given, problems, Identity.ANONYMOUS)
    service = _service(_one(given, "layanan"), services, problems)
    key = _one(given, "kunci").strip()
    if not KEY.fullmatch(key):
        problems.append(Problem("kunci", RELOAD))
    _require(texts, identity, problems)
    if problems:
        raise InvalidComplaint(problems)
    named = identity is not Identity.ANONYMOUS
    return Complaint(
        kind=kind,
        category=category,
        title=texts["judul"] or _title(texts["isi"]),
        body=texts["isi"],
        place=texts["tempat"],
        happened=texts["waktu_kejadian"],
        identity=identity,
        name=texts["nama"] if named else "",
        contact=texts["kontak"] if named else "",
        accused=texts["terlapor"],
        service=service,
        key=key,
    )


def _require(texts: Mapping[str, str], identity: Identity, problems: list[Problem]) -> None:
    if not texts["isi"] and not any(one.field == "isi" for one in problems):
        problems.append(Problem("isi", "Tuliskan apa yang terjadi atau apa yang Anda perlukan."))
    if identity is not Identity.ANONYMOUS and not texts["nama"]:
        problems.append(Problem("nama", 'Tuliskan nama Anda, atau pilih "Anonim".'))


def _one(given: Fields, name: str) -> str:
    values = given.get(name) or [""]
    return values[0] if len(values) == 1 else "\ufffd"


def _text(name: str, given: Fields, problems: list[Problem]) -> str:
    text = _one(given, name).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not can_be_kept(text):
        problems.append(
            Problem(name, "%(name)s berisi karakter yang tidak dapat disimpan; ketik ulang.",
                    {"name": _NAMES[name]})
        )  # fmt: skip
    if len(text) > LENGTHS[name]:
        problems.append(
            Problem(name, "%(name)s paling panjang %(most)s karakter.",
                    {"name": _NAMES[name], "most": LENGTHS[name]})
        )  # fmt: skip
    return text


Choice = TypeVar("Choice", Kind, Identity, Category)


def _choice(
    words: type[Choice], name: str, given: Fields, problems: list[Problem], default: Choice
) -> Choice:
    sent = _one(given, name)
    if not sent:
        return default
    try:
        return words(sent)
    except ValueError:
        problems.append(Problem(name, "Pilih salah satu dari pilihan yang ada."))
        return default


def _category(given: Fields, problems: list[Problem], *, protected: bool) -> Category:
    found = _choice(Category, "kategori", given, problems, Category.OTHER)
    if protected and not found.is_integrity:
        return Category.ABUSE
    return found


def _service(
    code: str, services: Sequence[ServiceCard], problems: list[Problem]
) -> ServiceCard | None:
    if not code:
        return None
    found = next((one for one in services if one.code == code), None)
    if found is None:
        problems.append(Problem("layanan", "Pilih salah satu layanan yang ada di loket ini."))
    return found


def _title(body: str) -> str:
    """The first words, where no title was given."""
    line = " ".join(body.split())
    if len(line) <= _TITLE_FROM_BODY:
        return line
    return line[:_TITLE_FROM_BODY].rsplit(" ", 1)[0] + " …"
