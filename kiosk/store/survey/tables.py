"""Answers as they are kept: one compact sheet a respondent, its key in a table of its own."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class KnownInstrument(Model):
    """An instrument version as first loaded: its file may never change once it is here."""

    __tablename__ = "instruments"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(Instant)


class StoredAnswer(Model):
    """One respondent's sheet for one instrument.

    ``scores`` names each filled item by its mark ("a4b3c4": item a scored 4); a blank is not
    there. ``month`` is the unit's local month, fixed when the answer was accepted. No name, no
    address, no device: ``profile`` is the optional fields by letter, coarse on purpose.
    Append-only: row ``seq`` of its point's chain, which covers every column; a suggestion is
    kept beside it (`AnswerText`) and here only as a salted digest.
    """

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_point_id_month", "point_id", "month"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"))
    month: Mapped[int]
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instruments.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("services.id"))
    source: Mapped[int] = mapped_column(SmallInteger)
    at: Mapped[datetime] = mapped_column(Instant)
    scores: Mapped[str] = mapped_column(String(64))
    profile: Mapped[str | None] = mapped_column(String(32))
    lang: Mapped[str | None] = mapped_column(String(8))
    notice: Mapped[int] = mapped_column(SmallInteger)
    text_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    seq: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AnswerText(Model):
    """A suggestion, with the salt of its digest. May be erased by law; the chain stays whole."""

    __tablename__ = "answer_texts"
    answer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    text: Mapped[str] = mapped_column(Text)


class Submission(Model):
    """The key a form was opened with, and a digest of what came with it: sent twice, stored
    once; sent again with other content, refused. Apart from the answers, so that these can be
    partitioned by month one day."""

    __tablename__ = "submissions"
    __table_args__ = ({"sqlite_with_rowid": False},)
    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(8))


class Exclusion(Model):
    """An answer left out of the index: asked for with a reason, decided by a second person.
    The answer itself stays where it is. ``decision``: None, "setuju" or "tolak"."""

    __tablename__ = "exclusions"
    __table_args__ = (Index("ix_exclusions_answer_id", "answer_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decision: Mapped[str | None] = mapped_column(String(8))
    decision_note: Mapped[str | None] = mapped_column(Text)


class ImportedFile(Model):
    """A file of answers taken in, by its hash: it cannot be taken in twice for a unit."""

    __tablename__ = "imported_files"
    __table_args__ = (UniqueConstraint("unit_id", "sha256"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    month: Mapped[int]
    instrument: Mapped[str] = mapped_column(String(32))
    source: Mapped[int] = mapped_column(SmallInteger)
    answers: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)


class AnswerOrigin(Model):
    """How an answer came, where there is more to say than its source. No row: at once, and from
    a form that told nothing else.

    ``received_at``: None where it is the answer's own time. ``clock``: `arrival.Clock`.
    ``seconds``: from opening the form
    to sending it, as the page said. ``face``: the overall face tapped before, 1 to 4."""

    __tablename__ = "answer_origins"
    answer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    device_id: Mapped[int | None]
    seconds: Mapped[int | None]
    face: Mapped[int | None] = mapped_column(SmallInteger)
    clock: Mapped[int | None] = mapped_column(SmallInteger)
    received_at: Mapped[datetime | None] = mapped_column(Instant)


class LateAnswer(Model):
    """An answer that came after its month had ended, by the day it came: what a revision of a
    month is told from."""

    __tablename__ = "late_answers"
    __table_args__ = (Index("ix_late_answers_unit_id_month", "unit_id", "month"),)
    answer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[int]
    instrument_id: Mapped[int]
    month: Mapped[int]
    day: Mapped[date]
    """Local to the unit: the day it came."""


class AnswerFlag(Model):
    """Signals of one answer (`quality.Signal`); an answer without any has no row."""

    __tablename__ = "answer_flags"
    __table_args__ = (Index("ix_answer_flags_unit_id_month", "unit_id", "month"),)
    answer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[int]
    month: Mapped[int]
    instrument_id: Mapped[int]
    source: Mapped[int] = mapped_column(SmallInteger)
    flags: Mapped[int]


class FlagMark(Model):
    """Up to which answer a point's stream was looked through."""

    __tablename__ = "flag_marks"
    point_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seen_id: Mapped[int]


class Visit(Model):
    """A service that was completed, and for which an answer was asked. Nobody's name, and no link
    to the answer: only whether there was one.

    ``number`` is random; ``channel`` 1: the desk, 2: a queue machine. ``outcome`` None: nothing
    yet, 1: answered, 2: did not want to."""

    __tablename__ = "visits"
    __table_args__ = (Index("ix_visits_point_id_offered_at", "point_id", "offered_at"),)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("services.id"))
    offered_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    month: Mapped[int]
    """Local to the unit, of ``offered_at``."""
    channel: Mapped[int] = mapped_column(SmallInteger)
    outcome: Mapped[int | None] = mapped_column(SmallInteger)


class KioskCall(Model):
    """What the counter asks its tablet to show next: a visit, a language, reading aloud."""

    __tablename__ = "kiosk_calls"
    point_id: Mapped[int] = mapped_column(
        ForeignKey("points.id"), primary_key=True, autoincrement=False
    )
    visit_number: Mapped[int | None] = mapped_column(BigInteger)
    lang: Mapped[str | None] = mapped_column(String(8))
    aloud: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)


class TapCount(Model):
    """One-tap faces of a point by local day and source: four numbers, nobody's answer."""

    __tablename__ = "tap_counts"
    __table_args__ = ({"sqlite_with_rowid": False},)
    point_id: Mapped[int] = mapped_column(
        ForeignKey("points.id"), primary_key=True, autoincrement=False
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    source: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    face_1: Mapped[int] = mapped_column(default=0, server_default="0")
    face_2: Mapped[int] = mapped_column(default=0, server_default="0")
    face_3: Mapped[int] = mapped_column(default=0, server_default="0")
    face_4: Mapped[int] = mapped_column(default=0, server_default="0")
