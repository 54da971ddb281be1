"""Answer sheets: added to their point's chain, never changed."""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, text

from kiosk.domain.chain import Head, Row, digest_of, link
from kiosk.store.engine import connection
from kiosk.store.place.tables import Point, Service
from kiosk.store.statement import Prepared
from kiosk.store.survey.tables import AnswerFlag, AnswerText, KnownInstrument, StoredAnswer
from kiosk.store.upkeep import chains

CHAINED = (
    "id",
    "point_id",
    "month",
    "instrument_id",
    "service_id",
    "source",
    "at",
    "scores",
    "profile",
    "lang",
    "notice",
    "text_digest",
)
"""Every column but place and hash, in the order the chain covers them."""

Sheet = Mapping[str, Any]
"""A sheet before it is kept: the chained columns but id and digest, and ``suggestion``."""

_COLUMNS = (*CHAINED, "seq", "hash")
_add = Prepared(
    lambda _dialect: (
        insert(StoredAnswer.__table__)  # type: ignore[arg-type]
        .values(
            {name: bindparam(name, type_=StoredAnswer.__table__.c[name].type) for name in _COLUMNS}
        )
        .inline()
    )
)
_add_text = Prepared(
    lambda _dialect: (
        insert(AnswerText.__table__)  # type: ignore[arg-type]
        .values({name: bindparam(name) for name in ("answer_id", "salt", "text")})
        .inline()
    )
)
_head_and_id = {
    "sqlite": Prepared(
        lambda _dialect: text(
            "SELECT length, hash, (SELECT coalesce(max(id), 0) + 1 FROM answers) "
            "FROM chain_heads WHERE name = :name"
        )
    ),
    # The id is drawn behind the lock, never before it: of one point, a lower id comes first.
    "postgresql": Prepared(
        lambda _dialect: text(
            "WITH held AS MATERIALIZED ("
            "SELECT length, hash FROM chain_heads WHERE name = :name FOR UPDATE) "
            "SELECT length, hash, nextval(pg_get_serial_sequence('answers', 'id')) FROM held"
        )
    ),
}


def chain_of(point_id: int) -> str:
    return f"jawaban:{point_id}"


def add(sheet: Sheet) -> int:
    """Join one sheet to its point's chain; its id."""
    name = chain_of(sheet["point_id"])
    head, number = _taken(name)
    row, kept_text = _sealed(sheet, number, head)
    _add.run(row)
    if kept_text:
        _add_text.run(kept_text)
    chains.move(name, Head(row["seq"], row["hash"]))
    return int(row["id"])


def add_all(sheets: Sequence[Sheet]) -> None:
    """Join many, in the order given; each to its own point's chain. Heads are held before ids are
    drawn: of one point, no answer comes later with a lower id."""
    given = dict.fromkeys(sheet["point_id"] for sheet in sheets)
    heads: dict[int, Head] = {point: chains.take(chain_of(point)) for point in given}
    rows, texts = [], []
    for sheet, number in zip(sheets, _new_ids(len(sheets)), strict=True):
        point = sheet["point_id"]
        row, kept_text = _sealed(sheet, number, heads[point])
        heads[point] = Head(row["seq"], row["hash"])
        rows.append(row)
        texts += [kept_text] if kept_text else []
    if rows:
        connection().execute(insert(StoredAnswer), rows)
    if texts:
        connection().execute(insert(AnswerText), texts)
    for point, head in heads.items():
        chains.move(chain_of(point), head)


def _taken(name: str) -> tuple[Head, int]:
    """The head of a chain, held, and then a new id: known before the row is, since the chain
    covers it. Raises `MissingChain`."""
    row = _head_and_id[connection().dialect.name].run({"name": name}).fetchone()
    if row is None:
        raise chains.MissingChain(name)
    return Head(int(row[0]), bytes(row[1])), int(row[2])


def _sealed(sheet: Sheet, number: int, head: Head) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The row as kept, and its free text where there is one."""
    row = {**sheet, "id": number, "text_digest": None, "seq": head.length + 1}
    words, kept_text = row.pop("suggestion", None), None
    if words:
        salt = secrets.token_bytes(16)
        row["text_digest"] = digest_of(words, salt)
        kept_text = {"answer_id": number, "salt": salt, "text": words}
    row["hash"] = link(head.hash, row["seq"], [row[name] for name in CHAINED])
    return row, kept_text


def _new_ids(count: int) -> Sequence[int]:
    if connection().dialect.name == "sqlite":
        # A writer is alone.
        first: int = connection().scalar(text("SELECT coalesce(max(id), 0) + 1 FROM answers"))
        return range(first, first + count)
    query = text(
        "SELECT nextval(pg_get_serial_sequence('answers', 'id')) FROM generate_series(1, :n)"
    )
    return [row[0] for row in connection().execute(query, {"n": count})]


def chained(point_id: int, first: int, most: int) -> list[Row]:
    """A point's chain in order from place ``first`` on, at most so many, for the verifier."""
    columns = [StoredAnswer.__table__.c[name] for name in CHAINED]
    query = (
        select(StoredAnswer.seq, StoredAnswer.hash, *columns)
        .where(StoredAnswer.point_id == point_id, StoredAnswer.seq >= first)
        .order_by(StoredAnswer.seq, StoredAnswer.id)
        .limit(most)
    )
    return [Row(row[0], row[2:], row[1]) for row in connection().execute(query)]


def chained_points() -> list[Any]:
    """(point id, point code or None) of every point that has answers or is known."""
    known = select(Point.id, Point.code)
    orphans = select(StoredAnswer.point_id).where(StoredAnswer.point_id.not_in(select(Point.id)))
    rows = [(row.id, row.code) for row in connection().execute(known.order_by(Point.id))]
    return [*rows, *((row[0], None) for row in connection().execute(orphans.distinct()))]


def texts(after: int, most: int) -> list[Any]:
    """(point id or None, place or None, answer id, salt, text, digest on the sheet) of the
    suggestions still kept, in order of the answers' ids, those beyond ``after``."""
    query = (
        select(
            StoredAnswer.point_id,
            StoredAnswer.seq,
            AnswerText.answer_id,
            AnswerText.salt,
            AnswerText.text,
            StoredAnswer.text_digest,
        )
        .outerjoin(StoredAnswer, StoredAnswer.id == AnswerText.answer_id)
        .where(AnswerText.answer_id > after)
        .order_by(AnswerText.answer_id)
        .limit(most)
    )
    return list(connection().execute(query))


def sheets(unit_ids: Sequence[int], month: int) -> Iterator[Any]:
    """(unit_id, instrument_id, point_id, service_id or 0, source, scores) of a month, streamed."""
    query = (
        select(
            Point.unit_id,
            StoredAnswer.instrument_id,
            StoredAnswer.point_id,
            func.coalesce(StoredAnswer.service_id, 0),
            StoredAnswer.source,
            StoredAnswer.scores,
        )
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(Point.unit_id.in_(tuple(unit_ids)), StoredAnswer.month == month)
    )
    # On the statement: on the connection it would stay, and PostgreSQL deletes with no cursor.
    yield from connection().execute(query.execution_options(yield_per=2_000))


def after(
    point_id: int, month: int, instrument_id: int, length: int, also: Collection[int] = ()
) -> list[Any]:
    """(id, month, unit_id, point_id, service_id, source, scores) of a point's answers of a month
    that joined its chain after row ``length``, or are among the ids ``also``."""
    query = (
        select(
            StoredAnswer.id,
            StoredAnswer.month,
            Point.unit_id,
            StoredAnswer.point_id,
            StoredAnswer.service_id,
            StoredAnswer.source,
            StoredAnswer.scores,
        )
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(StoredAnswer.point_id == point_id, StoredAnswer.month == month)
        .where(StoredAnswer.instrument_id == instrument_id)
        .where(or_(StoredAnswer.seq > length, StoredAnswer.id.in_(tuple(also))))
    )
    return list(connection().execute(query))


def span() -> tuple[int, int] | None:
    """The first and the last month somebody answered in; None: nobody did. Two looks into the
    index for each point, however many answers there are."""
    ends = (func.min(StoredAnswer.month), func.max(StoredAnswer.month))
    of_point = [
        select(end).where(StoredAnswer.point_id == Point.id).correlate(Point).scalar_subquery()
        for end in ends
    ]
    query = select(*of_point).select_from(Point)
    rows = [row for row in connection().execute(query) if row[0] is not None]
    return (min(row[0] for row in rows), max(row[1] for row in rows)) if rows else None


def sizes() -> dict[int, int]:
    """Unit id to how many answers its points have had, by the heads of their chains."""
    lengths = {name: head.length for name, head in chains.heads().items()}
    found: dict[int, int] = {}
    for row in connection().execute(select(Point.id, Point.unit_id)):
        found[row.unit_id] = found.get(row.unit_id, 0) + lengths.get(chain_of(row.id), 0)
    return found


def newest(
    unit_ids: Sequence[int],
    limit: int,
    before: int | None = None,
    only: int | None = None,
    *,
    flagged: bool = False,
) -> list[Any]:
    """The latest sheets of these units: (id, at, month, unit_id, point, service, instrument,
    source, scores, suggestion, flags). ``flagged``: those that bear a signal."""
    query = (
        select(
            StoredAnswer.id,
            StoredAnswer.at,
            StoredAnswer.month,
            Point.unit_id,
            Point.name.label("point"),
            Service.name.label("service"),
            KnownInstrument.code.label("instrument"),
            StoredAnswer.source,
            StoredAnswer.scores,
            AnswerText.text.label("suggestion"),
            func.coalesce(AnswerFlag.flags, 0).label("flags"),
        )
        .join(Point, Point.id == StoredAnswer.point_id)
        .join(AnswerFlag, AnswerFlag.answer_id == StoredAnswer.id, isouter=not flagged)
        .join(KnownInstrument, KnownInstrument.id == StoredAnswer.instrument_id)
        .outerjoin(Service, Service.id == StoredAnswer.service_id)
        .outerjoin(AnswerText, AnswerText.answer_id == StoredAnswer.id)
        .where(Point.unit_id.in_(tuple(unit_ids)))
        .order_by(StoredAnswer.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(StoredAnswer.id < before)
    if only is not None:
        query = query.where(StoredAnswer.id == only)
    return list(connection().execute(query))


def given(point_ids: Sequence[int], month: int) -> list[Any]:
    """(id, point_id, at, source) of these points' answers of a month, in order of id."""
    query = (
        select(StoredAnswer.id, StoredAnswer.point_id, StoredAnswer.at, StoredAnswer.source)
        .where(StoredAnswer.point_id.in_(point_ids), StoredAnswer.month == month)
        .order_by(StoredAnswer.id)
    )
    return list(connection().execute(query))


def count() -> int:
    return connection().scalar(select(func.count()).select_from(StoredAnswer)) or 0
