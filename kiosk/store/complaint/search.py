"""Full-text search of ordinary complaints: FTS5 in SQLite, a text vector in PostgreSQL.

Beside its words a complaint is kept under a mark of every unit whose people may see it (``u12``),
so that a search within few units reads little. The marks stand in a column, or under a weight,
that no typed word is looked for in. Newest first by the index's own number: a search stops as
soon as it has a page. Sealed cases are never added, and no search shows one.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    text,
    update,
)

from kiosk.store.complaint.tables import Ticket, TicketText, TicketWords
from kiosk.store.engine import connection

SMALL = 100_000
"""Complaints of an index that is written anew in about a second."""
MOST_MARKS = 20
"""More units than this are looked up ticket by ticket."""

_FTS_COLUMNS = ("rowid", "scope", "title", "body", "place")
_fts = table("ticket_search", *map(column, (*_FTS_COLUMNS, "ticket_search")))
_ADD = insert(TicketWords.__table__).returning(TicketWords.id)  # type: ignore[arg-type]
_KEEP = text(
    "INSERT INTO ticket_search (rowid, scope, title, body, place) "
    "VALUES (:id, :scope, :title, :body, :place)"
)
_FORGET = text(
    "INSERT INTO ticket_search (ticket_search, rowid, scope, title, body, place) "
    "VALUES ('delete', :id, :scope, :title, :body, :place)"
)

_FORGET_ALL = text("INSERT INTO ticket_search (ticket_search) VALUES ('delete-all')")
_REWRITE = text("INSERT INTO ticket_search (ticket_search) VALUES ('optimize')")
_REWRITE_SOME = text("INSERT INTO ticket_search (ticket_search, rank) VALUES ('merge', -2000)")


def add(ticket_id: int, unit_id: int, title: str, body: str, place: str) -> None:
    """Make an ordinary complaint findable. Never to be called for a sealed one."""
    scope = _scope([unit_id])
    values = {"title": title, "body": body, "place": place}
    if _is_sqlite():
        row = {"ticket_id": ticket_id, "scope": scope}
        number = connection().execute(_ADD, row).scalar_one()
        connection().execute(_KEEP, {"id": number, "scope": scope, **values})
        return
    vector = _vector(scope, **values)
    connection().execute(insert(TicketWords).values(ticket_id=ticket_id, scope=scope, words=vector))


def move(ticket_id: int, unit_id: int) -> None:
    """It is handled by another unit now; where it was brought it is found as before."""
    row = _kept(ticket_id)
    if row is None:
        return
    scope = _scope({row.origin_id, unit_id})
    values = {"title": row.title, "body": row.body, "place": row.place}
    change: dict[str, Any] = {"scope": scope}
    if _is_sqlite():
        connection().execute(_FORGET, {"id": row.id, "scope": row.scope, **values})
        connection().execute(_KEEP, {"id": row.id, "scope": scope, **values})
    else:
        change["words"] = _vector(scope, **values)
    connection().execute(update(TicketWords).where(TicketWords.id == row.id).values(**change))


def remove(ticket_id: int) -> None:
    """Before its text goes: what is taken out of the index has to be named. FTS5 only notes what
    it is to forget, and keeps the words until their segment is written anew: done at once, except
    in an index above `SMALL`, where nobody could write meanwhile."""
    small = (connection().scalar(select(func.max(TicketWords.id))) or 0) <= SMALL
    if forget(ticket_id) and _is_sqlite() and small:
        connection().execute(_REWRITE)


def forget(ticket_id: int) -> bool:
    """The same, and the words linger until `rewrite_some` has come round: for many at once."""
    row = _kept(ticket_id)
    if row is None:
        return False
    if _is_sqlite():
        values = {"title": row.title, "body": row.body, "place": row.place}
        connection().execute(_FORGET, {"id": row.id, "scope": row.scope, **values})
    connection().execute(delete(TicketWords).where(TicketWords.id == row.id))
    return True


def rewrite_some() -> bool:
    """Write a part of the index anew, without what was forgotten, in a short transaction of its
    own; False once nothing is left to write. PostgreSQL keeps nothing that was forgotten."""
    if not _is_sqlite():
        return False
    before = connection().scalar(text("SELECT total_changes()"))
    connection().execute(_REWRITE_SOME)
    # SQLite's own measure: a merge that found no work changes less than two rows.
    return int(connection().scalar(text("SELECT total_changes()")) or 0) - int(before or 0) > 1


def clear() -> None:
    """Forget every word; the places stay."""
    if _is_sqlite():
        connection().execute(_FORGET_ALL)
    else:
        connection().execute(update(TicketWords).values(words=None))


def rebuild(after: int, limit: int) -> int | None:
    """Index ``limit`` places behind the number ``after`` anew from their complaints, after
    `clear`; the last number, None where there was none left."""
    kept = select(TicketWords.id).where(TicketWords.id > after).order_by(TicketWords.id)
    last = connection().scalar(select(func.max(kept.limit(limit).subquery().c.id)))
    if last is None:
        return None
    here = and_(TicketWords.id > after, TicketWords.id <= last)
    same = TicketText.ticket_id == TicketWords.ticket_id
    parts: Any = (TicketWords.scope, TicketText.title, TicketText.body, TicketText.place)
    if _is_sqlite():
        found = select(TicketWords.id, *parts).join(TicketText, same).where(here)
        connection().execute(insert(_fts).from_select(_FTS_COLUMNS, found))
    else:
        connection().execute(update(TicketWords).where(here, same).values(words=_vector(*parts)))
    return int(last)


def find(
    words: Sequence[str], units: Sequence[int] | None, limit: int, before: int | None = None
) -> list[Any]:
    """Complaints with every word at the beginning of one of theirs, newest first: (place, number,
    state, unit_id, received_at, title, body, where, merged_into). ``words``: of
    `domain.complaint.searching.words_of`; ``units``: within reach, None for every one;
    ``before``: a ``place`` to go on from."""
    if not words or (units is not None and not units):
        return []
    query = _matching(words, units).limit(limit)
    if before is not None:
        query = query.where(_place() < before)
    return list(connection().execute(query))


def _matching(words: Sequence[str], units: Sequence[int] | None) -> Select[Any]:
    place = _place()
    marks = units if units is not None and len(units) <= MOST_MARKS else ()
    query: Any = (
        select(
            place.label("place"),
            Ticket.number,
            Ticket.state,
            Ticket.unit_id,
            Ticket.received_at,
            Ticket.merged_into,
            TicketText.title,
            TicketText.body,
            TicketText.place.label("where"),
        )
        .select_from(_index())
        .join(Ticket, Ticket.id == TicketWords.ticket_id)
        .join(TicketText, TicketText.ticket_id == Ticket.id)
        .where(_sqlite_match(words, marks) if _is_sqlite() else _vector_match(words, marks))
        .where(Ticket.sealed.is_(False))
        .order_by(place.desc())
    )
    if units is not None:
        query = query.where(or_(Ticket.unit_id.in_(units), Ticket.origin_id.in_(units)))
    found: Select[Any] = query
    return found


def _index() -> Any:
    words = TicketWords.__table__
    return _fts.join(words, TicketWords.id == _fts.c.rowid) if _is_sqlite() else words


def _place() -> ColumnElement[int]:
    return _fts.c.rowid if _is_sqlite() else TicketWords.__table__.c.id


def _sqlite_match(words: Sequence[str], units: Iterable[int]) -> ColumnElement[bool]:
    """Letters and digits only stand between the quotes: see `words_of`."""
    wanted = " AND ".join(f'"{one}" *' for one in words)
    asked = f"{{title body place}} : ({wanted})"
    marks = " OR ".join(f'"{_mark(one)}"' for one in units)
    asked = f"scope : ({marks}) AND {asked}" if marks else asked
    return _fts.c.ticket_search.op("MATCH")(bindparam(None, asked))


_INDONESIAN: ColumnElement[Any] = literal_column("'indonesian'::regconfig")
_SIMPLE: ColumnElement[Any] = literal_column("'simple'::regconfig")


def _vector_match(words: Sequence[str], units: Iterable[int]) -> ColumnElement[bool]:
    """A word by its stem, or at the beginning of one as it was written."""
    parts: list[Any] = [
        func.to_tsquery(_INDONESIAN, f"{one}:ABC").op("||")(func.to_tsquery(_SIMPLE, f"{one}:*ABC"))
        for one in words
    ]
    marks = " | ".join(f"{_mark(one)}:D" for one in units)
    parts += [func.to_tsquery(_SIMPLE, marks)] if marks else []
    held = [TicketWords.__table__.c.words.op("@@")(one) for one in parts]
    return and_(*held)


def _vector(scope: str, title: str, body: str, place: str) -> ColumnElement[Any]:
    """Stems for those who type another form of a word, the words for those who type half of it."""
    weights = {"A": title, "B": body, "C": place}
    parts = [
        func.setweight(func.to_tsvector(config, told), _weight(weight))
        for weight, told in weights.items()
        for config in (_INDONESIAN, _SIMPLE)
    ]
    made: Any = func.setweight(func.to_tsvector(_SIMPLE, scope), _weight("D"))
    for part in parts:
        made = made.op("||")(part)
    return made  # type: ignore[no-any-return]


def _weight(letter: str) -> ColumnElement[Any]:
    """Written out: PostgreSQL takes a bound letter for text, and knows no such function."""
    return literal_column(f"'{letter}'")


def _kept(ticket_id: int) -> Any:
    query = (
        select(
            TicketWords.id,
            TicketWords.scope,
            Ticket.origin_id,
            TicketText.title,
            TicketText.body,
            TicketText.place,
        )
        .join(TicketText, TicketText.ticket_id == TicketWords.ticket_id)
        .join(Ticket, Ticket.id == TicketWords.ticket_id)
        .where(TicketWords.ticket_id == ticket_id)
    )
    return connection().execute(query).first()


def _scope(units: Iterable[int]) -> str:
    return " ".join(_mark(one) for one in sorted(set(units)))


def _mark(unit_id: int) -> str:
    return f"u{unit_id}"


def _is_sqlite() -> bool:
    return connection().dialect.name == "sqlite"
