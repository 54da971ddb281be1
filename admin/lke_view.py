"""The LKE in the words of its pages and of its table as a file."""

import json
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import Any

from flask import url_for

from admin import desk, zi_sources
from kiosk.domain.cells import Cell
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import areas
from kiosk.domain.zi import hasil as weights
from kiosk.domain.zi.areas import AreaPoints
from kiosk.domain.zi.assessment import Assessment
from kiosk.domain.zi.automatic_answer import Automatic
from kiosk.domain.zi.figures import comma, exact, published
from kiosk.domain.zi.kinerja import KINERJA_MAX
from kiosk.domain.zi.lke_points import AreaScore, IndicatorScore, Score
from kiosk.domain.zi.lke_sheet import Answered, Kept
from kiosk.domain.zi.lke_version import Certainty, LkeItem
from kiosk.domain.zi.thresholds import AREA, WBBM, WBK, Predicate
from kiosk.flows.zi.look_at_lke import ItemView, LkeView
from kiosk.i18n import number

TITLES = ("Butir", "Area", "Bagian", "Indikator", "Bobot indikator", "Pertanyaan", "Jawaban",
          "Nilai", "Asal", "Jawaban otomatis", "Dasar", "Alasan atau catatan", "Bukti")  # fmt: skip


def two(value: Fraction | None) -> str:
    return "–" if value is None else comma(published(value))


def percent(value: Fraction) -> str:
    return f"{two(value)}%"


def scored(score: Score) -> dict[str, Any]:
    return {
        "points": two(score.points),
        "most": two(score.most),
        "percent": percent(score.percent),
        "open": number(score.open) if score.open else None,
    }


def answer_of(one: Answered) -> str | None:
    """As people read it: "B", or "23,26%"; None while it is open."""
    if one.value is None:
        return None
    return one.answer or percent(100 * one.value)


def automatic_of(found: Automatic | None) -> str | None:
    if found is None or not found.is_known:
        return None
    return found.answer or percent(100 * (found.value or Fraction(0)))


# The sheet


def summary(view: LkeView) -> dict[str, Any]:
    """The 60 and the 40, and whether they are final."""
    scores, hasil = view.sheet.scores, view.hasil
    known = [one for one in (hasil.ipak, hasil.kinerja, hasil.ipkp) if one is not None]
    so_far = scores.total.points + sum(known, Fraction(0))
    return {
        "pengungkit": scored(scores.total),
        "evidenced": scored(scores.evidenced),
        "beside": scored(scores.beside),
        "total": two(so_far),
        "total_max": two(weights.TOTAL_MAX),
        "hasil": two(hasil.hasil if hasil.hasil is not None else sum(known, Fraction(0))),
        "hasil_max": two(weights.HASIL_MAX),
        "hasil_final": hasil.hasil is not None,
        "final": view.sheet.open == 0 and hasil.hasil is not None,
    }


def area_rows(view: LkeView) -> list[dict[str, Any]]:
    return [
        {
            "number": one.area.number,
            "label": one.area.label,
            "pemenuhan": scored(one.pemenuhan),
            "reform": scored(one.reform),
            "score": scored(one.score),
            "reaches": _reaches(one, view),
        }
        for one in view.sheet.scores.areas
    ]


def line_of(predicate: Predicate) -> Fraction:
    """The least percentage of every area."""
    return next(one.needed for one in predicate.unchecked if one.name == AREA and one.needed)


def _reaches(one: AreaScore, view: LkeView) -> str:
    """The highest predicate whose line every tested part of the area reaches."""
    points = AreaPoints(one.area.number, one.pemenuhan.points, one.reform.points)
    found = [part.percent or Fraction(0) for part in areas.parts([points], view.rule)]
    for predicate in (WBBM, WBK):
        if min(found) >= line_of(predicate):
            return f"mencapai {predicate.code.upper()}"
    return "di bawah WBK"


def hasil_rows(view: LkeView) -> list[tuple[str, str, str]]:
    """(name, points or a dash, most)."""
    found = view.hasil
    return [
        ("IPAK, survei persepsi antikorupsi", two(found.ipak), two(weights.IPAK_MAX)),
        ("Capaian kinerja lebih baik", two(found.kinerja), two(KINERJA_MAX)),
        ("IPKP, survei persepsi kualitas pelayanan", two(found.ipkp), two(weights.IPKP_MAX)),
    ]


def sections(view: LkeView, opened: str, lost: Collection[int]) -> list[dict[str, Any]]:
    """Areas with their indicators and items; ``opened``: "semua" or the number of one."""
    return [
        {
            "number": one.area.number,
            "label": one.area.label,
            "score": scored(one.score),
            "open": opened in ("semua", one.area.number),
            "indicators": [_indicator(found, view, lost) for found in one.indicators],
        }
        for one in view.sheet.scores.areas
    ]


def _indicator(found: IndicatorScore, view: LkeView, lost: Collection[int]) -> dict[str, Any]:
    indicator = found.indicator
    items = [view.sheet.item(one.code) for one in indicator.items]
    return {
        "code": indicator.code,
        "label": indicator.label,
        "half": indicator.half.label,
        "score": scored(found.score),
        "items": [_line(one, view, lost) for one in items],
    }


def _line(one: Answered, view: LkeView, lost: Collection[int]) -> dict[str, Any]:
    where: dict[str, Any] = {"unit": view.unit.code, "year": view.sheet.year}
    return {
        "code": one.item.code,
        "question": one.item.question,
        "url": url_for("desk.lke.item", **where, item=one.item.code),
        "answer": answer_of(one),
        "value": two(one.value),
        "origin": one.origin.label,
        "reason": one.kept.note if one.kept and one.kept.raised else None,
        "proofs": number(len(one.proofs)),
        "unproven": one.unproven,
        "unreasoned": one.unreasoned,
        "lost": [proof.name for proof in one.proofs if proof.id in lost],
        "judged": [(by.by, _judged(by)) for by in view.judged.get(one.item.code, ())],
    }


def _judged(found: Assessment) -> str:
    return found.answer or percent(100 * found.value)


def cells(view: LkeView) -> Iterator[Sequence[Cell]]:
    """Rows of the table as a file, under `TITLES`; figures exact, with a decimal point."""
    for one in view.sheet.answers:
        indicator = view.sheet.version.indicator_of(one.item)
        yield (
            one.item.code,
            indicator.area,
            indicator.half.label,
            indicator.label,
            exact(indicator.weight),
            one.item.question,
            answer_of(one) or "",
            exact(one.value) if one.value is not None else "",
            one.origin.label,
            automatic_of(one.automatic) or "",
            one.automatic.basis if one.automatic else "",
            one.kept.note if one.kept else "",
            len(one.proofs),
        )


# One item


def shown(view: ItemView) -> dict[str, Any]:
    one = view.found
    indicator = view.sheet.version.indicator_of(one.item)
    area = view.sheet.version.area_of(indicator)
    return {
        "code": one.item.code,
        "question": one.item.question,
        "guide": one.item.guide,
        "recalled": one.item.certainty is Certainty.RECALLED,
        "regulation": view.sheet.version.regulation,
        "area": f"{area.number} {area.label}",
        "half": indicator.half.label,
        "indicator": indicator.label,
        "weight": two(indicator.weight),
        "share": two(indicator.weight / len(indicator.items)),
        "items": number(len(indicator.items)),
        "score": scored(view.sheet.scores.indicator(indicator.code).score),
        "answer": answer_of(one),
        "value": two(one.value),
        "origin": one.origin.label,
        "unproven": one.unproven,
        "unreasoned": one.unreasoned,
        "options": [_option(one, option.code) for option in one.item.options],
        "counts": [(count.label, _count(one.kept, count.name)) for count in one.item.counts],
        "automatic": _automatic(one.automatic),
        "kept": _kept(view),
    }


def _option(one: Answered, code: str) -> dict[str, Any]:
    option = one.item.option(code)
    return {
        "code": code,
        "text": option.text,
        "value": two(option.value),
        "counts": one.answer == code,
        "automatic": bool(one.automatic and one.automatic.answer == code),
    }


def _count(kept: Kept | None, name: str) -> str:
    return number(kept.counts[name]) if kept and name in kept.counts else "–"


def _automatic(found: Automatic | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "answer": automatic_of(found),
        "basis": found.basis,
        "floor": found.floor,
        "links": zi_sources.links(found.sources),
    }


def _kept(view: ItemView) -> dict[str, Any] | None:
    kept = view.found.kept
    if kept is None or not kept.is_given:
        return None
    return {
        "answer": said(view.found.item, kept.answer or json.dumps(dict(kept.counts))),
        "note": kept.note,
        "who": view.names.get(kept.actor_id, "–"),
        "at": desk.moment(kept.at, view.unit.zone) if kept.at else "–",
    }


def said(item: LkeItem, written: str | None) -> str:
    """An answer as history keeps it: "B", or counts by their labels; "tanpa jawaban"."""
    if not written:
        return "tanpa jawaban"
    if not written.startswith("{"):
        return written
    labels = {one.name: one.label for one in item.counts}
    counts = json.loads(written)
    return "; ".join(f"{labels.get(name, name)}: {number(one)}" for name, one in counts.items())


def judged(view: ItemView) -> list[dict[str, Any]]:
    """What evaluators say of it, TPI before TPN."""
    return [
        {
            "by": one.by,
            "answer": _judged(one),
            "value": two(one.value),
            "note": one.note,
            "at": desk.moment(one.at, view.unit.zone),
            "who": view.names.get(one.actor_id, "–"),
        }
        for one in view.judged
    ]


def _automatic_then(item: LkeItem, written: str | None) -> str | None:
    """As a move keeps it: an option, or an exact share."""
    return percent(100 * Fraction(written)) if written and item.counts else written


def past(view: ItemView, unit: UnitCard) -> list[dict[str, Any]]:
    """The history, newest first."""
    item = view.found.item
    return [
        {
            "at": desk.moment(one.at, unit.zone),
            "who": view.names.get(one.actor_id, "–"),
            "before": said(item, one.before),
            "after": said(item, one.after),
            "automatic": _automatic_then(item, one.automatic),
            "raised": one.raised,
            "note": one.note,
        }
        for one in view.history
    ]
