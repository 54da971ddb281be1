"""Reply templates: text with named places, filled without ever running any of it.

A place is one of `FIELDS` in single braces. Whatever else looks like code (``{{7*7}}``,
``{x.__class__}``, ``%s``) is plain text and stays as written (ASVS V1.3.7); so does everything
inside a value, which is put in and not read again.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.refusal import Refusal

FIELDS = ("nomor", "nama_unit", "layanan", "tenggat", "alamat", "telepon", "jawaban")
"""An officer writes ``jawaban``; all others are known to the system."""
LONGEST_TITLE = 120
LONGEST_BODY = 8_000

_PLACE = re.compile(r"(?<!\{)\{([A-Za-z_][A-Za-z0-9_]{0,39})\}(?!\})")


class UnusableReply(Refusal):
    """The template cannot be kept or sent as it stands."""


class UnknownField(UnusableReply):
    """The template names a field that does not exist."""

    def __init__(self, field: str) -> None:
        super().__init__(
            "Isian {%(field)s} tidak dikenal. Pakai salah satu dari: %(known)s.",
            field=field,
            known=", ".join(f"{{{one}}}" for one in FIELDS),
        )


class MissingValue(UnusableReply):
    """A field of the template has nothing to stand in its place."""

    def __init__(self, field: str) -> None:
        super().__init__(
            "Isian {%(field)s} belum ada isinya. Lengkapi dahulu atau hapus dari balasan.",
            field=field,
        )


class Stage(StrEnum):
    """The step of handling at which a template is offered."""

    VERIFICATION = "verifikasi"
    COMPLETION = "kelengkapan"
    PROGRESS = "proses"
    FORWARDING = "penerusan"
    ANSWER = "jawaban"
    OUTSIDE = "luar-kewenangan"
    OBJECTION = "keberatan"
    CLOSURE = "penutupan"


@dataclass(frozen=True)
class Template:
    """``ticket_class``: the only class it is offered for; None is offered for all."""

    code: str
    ticket_class: TicketClass | None
    stage: Stage
    title: str
    body: str

    def suits(self, ticket_class: TicketClass) -> bool:
        return self.ticket_class in (None, ticket_class)


def fields_of(text: str) -> tuple[str, ...]:
    """Names of the places in a text, each once, in order; known or not."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def check(template: Template) -> None:
    """Refuse what could not be filled later; raises `UnknownField` or `UnusableReply`."""
    if not template.title.strip() or not template.body.strip():
        raise UnusableReply("Judul dan isi templat wajib ditulis.")
    if len(template.title) > LONGEST_TITLE or len(template.body) > LONGEST_BODY:
        raise UnusableReply(
            "Judul paling panjang %(title)s huruf dan isi paling panjang %(body)s huruf.",
            title=LONGEST_TITLE,
            body=LONGEST_BODY,
        )
    _refuse_unknown(template.body)
    if places := fields_of(template.title):
        raise UnusableReply(
            "Judul templat tidak memakai isian. Pindahkan {%(field)s} ke isi.", field=places[0]
        )


def _refuse_unknown(text: str) -> None:
    for name in fields_of(text):
        if name not in FIELDS:
            raise UnknownField(name)


def fill(template: Template, values: Mapping[str, str]) -> str:
    """The reply ready to send; raises `UnknownField` and `MissingValue`, naming the field."""
    _refuse_unknown(template.body)
    for name in fields_of(template.body):
        if not values.get(name, "").strip():
            raise MissingValue(name)
    return _filled(template.body, values)


def draft(template: Template, values: Mapping[str, str]) -> str:
    """The reply for an officer to go on writing: fields without a value stay as they are.

    Only as a beginning: what is sent is asked by `finished`. Raises `UnknownField`.
    """
    _refuse_unknown(template.body)
    return _filled(template.body, {name: text for name, text in values.items() if text.strip()})


def finished(text: str) -> str:
    """``text``, or `MissingValue` where a known field still stands in it."""
    for name in fields_of(text):
        if name in FIELDS:
            raise MissingValue(name)
    return text


def _filled(text: str, values: Mapping[str, str]) -> str:
    """In one pass: braces inside a value are a citizen's words, never places."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def parse(text: str) -> tuple[Template, ...]:
    """Templates of a TOML file; raises `UnusableReply` for a file that is not whole."""
    try:
        made = tuple(_template(one) for one in tomllib.loads(text)["template"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise UnusableReply("Berkas templat balasan tidak terbaca: %(why)s.", why=wrong) from wrong
    for one in made:
        check(one)
    codes = [one.code for one in made]
    if len(set(codes)) != len(codes):
        raise UnusableReply("Kode templat balasan tertulis dua kali.")
    return made


def _template(raw: Mapping[str, str]) -> Template:
    given = raw.get("class")
    return Template(
        code=raw["code"],
        ticket_class=TicketClass(given) if given else None,
        stage=Stage(raw["stage"]),
        title=raw["title"],
        body=raw["body"].strip(),
    )
