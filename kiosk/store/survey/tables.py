"""Answers as they are kept: one compact sheet a respondent, its key in a table of its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint
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
