"""The part of an evidence pack about surveys: figures as frozen, answers without who, method,
what was left out and why, and what the public was shown."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from kiosk.domain.cells import Cell
from kiosk.domain.index import period_figures
from kiosk.domain.index.apart import Told, telling
from kiosk.domain.index.closing import Closing, PeriodState
from kiosk.domain.index.document import DocumentKind
from kiosk.domain.survey.instrument import IMPORTANCE
from kiosk.domain.survey.integrity import guarded
from kiosk.flows import closings, papering
from kiosk.flows.gathering_rows import opened
from kiosk.flows.packing import Pack, document, table
from kiosk.paper.evidence_pack import Member
from kiosk.store.engine import reading
from kiosk.store.place import settings, units
from kiosk.store.survey import exclusions, instruments

SURVEY, PUBLIC, FOLLOWED = "VI.p.iv.a", "VI.p.iv.b", "VI.p.iv.c"
FOLDER = "02-survei"
_HELD = "Bersama periode lain dalam paket ini, angkanya membuka jawaban beberapa orang saja."


def members(pack: Pack) -> Iterator[Member]:
    """Of every closed period of the year, whatever the questionnaire."""
    with reading():
        every = _closings(pack)
        closed = _tellable(every, _smallest(pack))
        told = [one for one in _apart(closed) if _may_be_told(pack, one)]
        left_out = _left_out(pack)
    rows = [_rows(pack, one) for one in told]
    for one in closed:
        yield _figures(one)
        yield _counts(one)
    yield from rows
    yield left_out
    yield _method(closed, [one for one in every if one not in closed])
    yield from (_published(pack, one) for one in closed if one.state is PeriodState.PUBLISHED)
    yield from chain.from_iterable(_papers(pack, one) for one in closed)


def _closings(pack: Pack) -> list[Closing]:
    """In order of questionnaire and time."""
    every = (instruments.by_code(code) for code in instruments.codes())
    asked = (one for one in every if one.survey != IMPORTANCE)
    found = (one for ask in asked for one in closings.closings_of(pack.unit.id, ask.code))
    this = (one for one in found if one.period.year == pack.year)
    return sorted(this, key=lambda one: (one.instrument, one.period.last, -one.period.length))


def _tellable(every: Sequence[Closing], smallest: int) -> list[Closing]:
    """What was published, and of the rest, shortest first, what leaves no few alone beside it: a
    quarter with one answer more than its months would be that answer (F56)."""
    known: dict[str, list[Told]] = {}
    taken = []
    for one in sorted(every, key=lambda one: (not _is_public(one), one.period.length)):
        months, found = frozenset(one.period.months), one.figures
        new = Told(one.period.title, frozenset({0}), months, found.respondents, found.counts)
        told = known.setdefault(one.instrument, [])
        if _is_public(one) or telling(new, told, smallest) is None:
            taken.append(one)
            # Of one that shows nothing, nothing can be subtracted.
            told += [new] if found.counts else []
    return [one for one in every if one in taken]


def _is_public(one: Closing) -> bool:
    return one.state is PeriodState.PUBLISHED


def _apart(closed: list[Closing]) -> list[Closing]:
    """Shortest first, and none that overlaps one before: a quarter minus its months would be the
    few who came late."""
    taken: list[Closing] = []
    for one in sorted(closed, key=lambda one: one.period.length):
        same = (had for had in taken if had.instrument == one.instrument)
        if not any(set(had.period.months) & set(one.period.months) for had in same):
            taken.append(one)
    return sorted(taken, key=lambda one: (one.instrument, one.period.last))


def _may_be_told(pack: Pack, one: Closing) -> bool:
    """Nothing of a group so small that somebody could be recognised; and of the questions about
    integrity nobody's answer at all, only how many gave which."""
    survey = instruments.by_code(one.instrument).survey
    return survey != "spak" and one.figures.respondents >= _smallest(pack)


def _smallest(pack: Pack) -> int:
    return max(int(settings.of_unit(pack.unit.id)["n-terkecil"]), 2)


def _name(one: Closing) -> str:
    return f"{one.instrument}-{one.period}"


def _figures(one: Closing) -> Member:
    title = f"Angka {one.instrument} {one.period.title} sebagaimana dibekukan"
    told = {
        "closed_at": one.closed_at.isoformat(),
        "edition": one.edition,
        "digest": one.digest,
        "chain_head": one.head,
        "published_at": one.published_at.isoformat() if one.published_at else None,
        # As text: `digest` is the SHA-256 of exactly this.
        "figures": period_figures.document(one.figures),
    }
    return document(f"{FOLDER}/{_name(one)}.json", title, (SURVEY,), told)


def _counts(one: Closing) -> Member:
    """How many gave which value: enough to compute the index again."""
    instrument = instruments.by_code(one.instrument)
    values = [str(value) for value in instrument.scale.values]
    rows: list[list[Cell]] = [[code, *counts] for code, counts in one.figures.counts.items()]
    title = f"Banyak jawaban tiap nilai, {one.instrument} {one.period.title}"
    return table(f"{FOLDER}/{_name(one)}-hitungan.csv", title, (SURVEY,), ["butir", *values], rows)


def _rows(pack: Pack, one: Closing) -> Member:
    """Ordered by content: not by time, nor by counter."""
    instrument = instruments.by_code(one.instrument)
    hidden = guarded(instrument)
    asked = [at for at, code in enumerate(instrument.items) if code not in hidden]
    codes = list(instrument.items)
    with reading():
        opening = opened(pack.unit.id, instrument, one.period, one.id)
    found = opening.read().rows
    # Before blanks become None, which no number can be held against.
    ordered = sorted(tuple(row[at] for at in asked) for row in found)
    rows = [tuple(score or None for score in row) for row in ordered]
    title = f"Jawaban tanpa identitas, {one.instrument} {one.period.title}"
    path = f"{FOLDER}/{_name(one)}-jawaban.csv"
    return table(path, title, (SURVEY,), [codes[at] for at in asked], rows)


def _left_out(pack: Pack) -> Member:
    """Every wish to leave an answer out, with what became of it: nobody's name."""
    found = exclusions.of_year(units.below(pack.unit.id), pack.year)
    rows = (
        (one.id, one.month, one.reason, one.asked_at.date(), one.decision, one.decision_note)
        for one in found
    )
    titles = ["nomor", "bulan", "alasan", "diusulkan", "keputusan", "catatan_keputusan"]
    return table(
        f"{FOLDER}/pengecualian.csv", "Pengecualian dan alasannya", (SURVEY,), titles, rows
    )


def _method(closed: Sequence[Closing], held: Sequence[Closing]) -> Member:
    """How each figure was computed, and the questionnaire it was asked with. ``held``: closed, and
    not in the pack."""
    told: dict[str, Mapping[str, object]] = {
        _name(one): {
            "formula": one.figures.method.formula,
            "instrument_sha256": one.figures.method.instrument_sha256,
            "weight": one.figures.method.weight,
            "rounding": one.figures.method.rounding,
            "bands": one.figures.method.bands,
            "rollup": one.figures.method.rollup,
            "smallest_group": one.figures.method.smallest,
            "source": one.figures.method.source,
            "answers_head": one.figures.chain.head,
            "answers": one.figures.chain.answers,
        }
        for one in closed
    }
    told |= {_name(one): {"ditahan": _HELD} for one in held}
    return document(f"{FOLDER}/metode.json", "Metode dan versi rumus", (SURVEY,), told)


def _published(pack: Pack, one: Closing) -> Member:
    assert one.published_at is not None
    told = {
        "address": f"{pack.public_url}/publik/{one.unit}/{one.period}",
        "published_at": one.published_at.isoformat(),
        "ikm": one.figures.ikm,
        "mutu": one.figures.mutu,
        "respondents": one.figures.respondents,
        "digest": one.digest,
        "chain_head": one.head,
    }
    title = f"Potret publikasi {one.instrument} {one.period.title}"
    return document(f"03-publikasi/{_name(one)}.json", title, (PUBLIC,), told)


def _papers(pack: Pack, one: Closing) -> Iterator[Member]:
    """The report and, where it was published, the poster; made anew from the frozen figures."""
    if one.instrument != closings.DEFAULT:
        return
    yield _paper(pack, one, DocumentKind.REPORT_PDF, FOLDER, (SURVEY, FOLLOWED))
    if one.state is PeriodState.PUBLISHED:
        yield _paper(pack, one, DocumentKind.POSTER_A4, "03-publikasi", (PUBLIC,))


def _paper(
    pack: Pack, one: Closing, kind: DocumentKind, folder: str, items: tuple[str, ...]
) -> Member:
    with reading():
        wish = papering.wish(one.unit, one.period, kind, one.instrument, None, pack.now)
    content = papering.made(wish, pack.public_url, lambda _done, _whole: None)
    name = f"{folder}/{kind.value.removesuffix('-pdf')}-{one.period}.pdf"
    return Member(name, content, f"{kind.label} {one.period.title}", items)
