"""From what a form sent to a valid answer, or to a list of what is wrong with it.

Everything is checked again here, whatever the page had checked: items, scale, services,
lengths, characters. Only this module makes a `Submission`.
"""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property, lru_cache

from kiosk.domain.form import CARRIED, KEY, Fields, Problem, can_be_kept, visible
from kiosk.domain.place.point import ServiceCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import extras, profile
from kiosk.domain.survey.extras import NOTHING, Extras
from kiosk.domain.survey.instrument import Instrument, Item
from kiosk.domain.survey.sharing import UNSHARED, Sharing

SUGGESTION_LENGTH = 2_000
NOTICE_VERSION = 1
"""Version of the privacy notice shown with the form (UU 27/2022); kept with each answer."""

DRAWN = "instrumen"
"""Field of a form that asks one instrument of several: which was drawn."""
_OTHER_FIELDS = (
    CARRIED | {"layanan", "saran", "kunci", DRAWN} | profile.BY_NAME.keys() | extras.FIELDS
)


class InvalidAnswer(Refusal):
    """The form cannot be taken as it is; ``problems`` says why, field by field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Jawaban belum dapat disimpan. Perbaiki bagian yang ditandai.")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Answer:
    """One respondent's valid answer to one instrument: item code to score, blanks left out.
    ``carried``: codes answered under another instrument's question that asks the same."""

    instrument: Instrument
    scores: Mapping[str, int]
    carried: frozenset[str] = frozenset()

    @cached_property
    def sheet(self) -> str:
        """As kept: each filled item's mark and score, in the order of the list."""
        return self._written(self.scores)

    @property
    def told(self) -> str:
        """The same of what was answered under this instrument's own questions."""
        if not self.carried:
            return self.sheet
        own = {code: one for code, one in self.scores.items() if code not in self.carried}
        return self._written(own)

    def _written(self, scores: Mapping[str, int]) -> str:
        return "".join(
            f"{item.mark}{scores[code]}"
            for code, item in self.instrument.items.items()
            if code in scores
        )


@dataclass(frozen=True)
class Submission:
    """A whole form: one answer an instrument, what they share, and the key it was opened with."""

    answers: tuple[Answer, ...]
    service: ServiceCard
    profile: str | None
    suggestion: str | None
    key: str
    extras: Extras = NOTHING
    """Not part of the digest: a form sent again has waited longer."""

    @property
    def key_bytes(self) -> bytes:
        return hashlib.sha256(b"survei\0" + self.key.encode()).digest()[:16]

    @property
    def digest(self) -> bytes:
        """Tells the same form sent again from another one under the same key. Of what was sent
        alone: what is carried over may be set otherwise between the two."""
        parts = [self.service.code, self.profile or "", self.suggestion or ""]
        parts += [f"{one.instrument.code}={told}" for one in self.answers if (told := one.told)]
        return hashlib.sha256("\0".join(parts).encode()).digest()[:8]


@dataclass(frozen=True, eq=False)
class SurveyForm:
    """What one point asks: its services and the instruments in use there. Made by `form_of`.
    ``followers``: fields that are not asked, to the field whose answer they take."""

    instruments: tuple[Instrument, ...]
    services: tuple[ServiceCard, ...]
    shared: Sharing = UNSHARED
    followers: Mapping[str, str] = attribute(init=False, repr=False)
    items: Mapping[str, tuple[Instrument, Item]] = attribute(init=False, repr=False)
    _services: Mapping[str, ServiceCard] = attribute(init=False, repr=False)

    def __post_init__(self) -> None:
        pairs = {f: (one, item) for one in self.instruments for f, item in one.fields.items()}
        object.__setattr__(self, "items", pairs)
        object.__setattr__(self, "followers", self.shared.among(self.instruments))
        object.__setattr__(self, "_services", {one.code: one for one in self.services})

    def read(self, given: Fields) -> Submission:
        """A valid submission of what was sent; raises `InvalidAnswer` with every problem."""
        problems: list[Problem] = list(self._unknown(given))
        service = self._service(_one(given, "layanan"), problems)
        scores = self._scores(given, problems)
        marks = _profile(given, problems)
        suggestion = _text(_one(given, "saran"), problems)
        key = _key(_one(given, "kunci"), problems)
        if service is not None:
            answers = self._answers(scores, given, service)
            if not answers and not problems:
                first = self._first_field(_one(given, DRAWN))
                problems.append(Problem(first, "Pilih sedikitnya satu penilaian."))
        if problems or service is None:
            raise InvalidAnswer(problems)
        told = extras.read(given)
        return Submission(answers, service, profile.pack(marks), suggestion, key, told)

    def _first_field(self, drawn: str) -> str:
        """The first question this visitor saw."""
        fields = [
            one.field_of(one.items[code])
            # Whatever a form says was drawn; after it, all that is asked.
            for one in sorted(self.instruments, key=lambda one: one.code != drawn)
            for code in one.asked
        ]
        return next(one for one in fields if one not in self.followers)

    def _unknown(self, given: Fields) -> Sequence[Problem]:
        found = []
        for name, values in given.items():
            if name not in self.items and name not in _OTHER_FIELDS:
                found.append(
                    Problem(
                        "",
                        'Isian "%(name)s" tidak ada pada formulir ini.',
                        {"name": visible(name[:40])},
                    )
                )
            elif len(values) > 1 and name not in extras.FIELDS:
                found.append(
                    Problem(name, "Isian ini terkirim lebih dari satu kali. Pilih satu saja.")
                )
        return found

    def _service(self, code: str, problems: list[Problem]) -> ServiceCard | None:
        if not code and len(self.services) == 1:
            return self.services[0]
        service = self._services.get(code)
        if service is None:
            template = "Layanan ini tidak ada di loket ini. Pilih salah satu dari daftar."
            problems.append(
                Problem("layanan", template if code else "Pilih layanan yang Anda terima.")
            )
        return service

    def _scores(self, given: Fields, problems: list[Problem]) -> dict[str, int]:
        scores = {}
        for name, (instrument, _item) in self.items.items():
            text = _one(given, name).strip()
            if not text:
                continue
            low, high = instrument.scale.low, instrument.scale.high
            if len(text) == 1 and text in "0123456789" and low <= int(text) <= high:
                scores[name] = int(text)
            else:
                problems.append(
                    Problem(
                        name, "Nilai harus %(low)s sampai %(high)s.", {"low": low, "high": high}
                    )
                )
        return scores

    def _answers(
        self, scores: Mapping[str, int], given: Fields, service: ServiceCard
    ) -> tuple[Answer, ...]:
        """A service without a fee leaves biaya blank, whatever was sent for it."""
        kept = {name: one for name, one in scores.items() if self._counts(name, service)}
        carried = {
            name: kept[lead]
            for name, lead in self.followers.items()
            # Whoever sends the item itself has answered it, with a blank too.
            if lead in kept and name not in given and self._counts(name, service)
        }
        sheets, taken = self._by_instrument(kept | carried), self._by_instrument(carried)
        return tuple(
            Answer(one, sheets[one.code], frozenset(taken.get(one.code, ())))
            for one in self.instruments
            if one.code in sheets
        )

    def _by_instrument(self, scores: Mapping[str, int]) -> dict[str, dict[str, int]]:
        """Field to score as instrument code to item code to score."""
        sheets: dict[str, dict[str, int]] = {}
        for name, score in scores.items():
            instrument, item = self.items[name]
            sheets.setdefault(instrument.code, {})[item.code] = score
        return sheets

    def _counts(self, name: str, service: ServiceCard) -> bool:
        return service.asks_fee or self.items[name][1].unsur != "biaya"


@lru_cache(maxsize=1_000)
def form_of(
    instruments: tuple[Instrument, ...],
    services: tuple[ServiceCard, ...],
    shared: Sharing = UNSHARED,
) -> SurveyForm | None:
    """The form these make, one object each; None where there is nothing to ask."""
    return SurveyForm(instruments, services, shared) if instruments and services else None


def _one(given: Fields, name: str) -> str:
    values = given.get(name)
    return values[0] if values else ""


def _profile(given: Fields, problems: list[Problem]) -> dict[str, str]:
    marks = {}
    for asked in profile.FIELDS:
        mark = asked.read(_one(given, asked.name))
        if mark is None:
            problems.append(
                Problem(asked.name, "Pilihan ini tidak dikenal. Pilih dari daftar, atau kosongkan.")
            )
        elif mark:
            marks[asked.name] = mark
    return marks


def tidied(text: str) -> str:
    """One form whatever the keyboard made of it: composed, trimmed, lines ended one way."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    # Composing takes time by the square of a run of marks, seconds for a body at its limit. A
    # text this far over the length is refused in any form.
    if len(lines) > 4 * SUGGESTION_LENGTH:
        return lines
    return unicodedata.normalize("NFC", lines).strip()


def _text(text: str, problems: list[Problem]) -> str | None:
    clean = tidied(text)
    if not can_be_kept(clean):
        problems.append(
            Problem(
                "saran", "Saran memuat karakter yang tidak dapat disimpan. Hapus, lalu kirim lagi."
            )
        )
    elif len(clean) > SUGGESTION_LENGTH:
        problems.append(
            Problem(
                "saran",
                "Saran terlalu panjang: %(length)s karakter. Paling banyak %(most)s.",
                {"length": len(clean), "most": SUGGESTION_LENGTH},
            )
        )
    return clean or None


def _key(key: str, problems: list[Problem]) -> str:
    if not KEY.fullmatch(key):
        problems.append(
            Problem("kunci", "Formulir ini tidak lengkap. Isian Anda masih ada: kirim sekali lagi.")
        )
    return key
