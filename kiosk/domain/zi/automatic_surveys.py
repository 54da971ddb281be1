"""Items of the LKE on surveys of satisfaction, their publication and what came of them."""

from collections.abc import Iterable

from kiosk.domain.index.written import joined, number, percent
from kiosk.domain.zi.automatic_answer import Automatic, Rules, sources
from kiosk.domain.zi.facts import Facts, Surveyed

UNSUR = 9
"""VI.r.i.a names those of PermenPANRB 14/2017."""
_BY_ROUNDS = ("E", "D", "C", "B", "A")


def frequency(facts: Facts, rules: Rules) -> Automatic:
    """VI.p.iv.a: 4 a year or more is A, none is E."""
    count, held = facts.rounds, facts.satisfaction
    told = (
        f"{number(count)} kali survei kepuasan pada {facts.year}"
        f"{_named(held)}; periode yang bertumpang tindih dihitung sekali."
        if held
        else f"Belum ada periode survei kepuasan {facts.year} yang ditutup dan menghasilkan angka."
    )
    links = sources(facts, "periode")
    return Automatic("VI.p.iv.a", _BY_ROUNDS[min(count, 4)], told, sources=links)


def _named(held: Iterable[Surveyed]) -> str:
    titles = list(dict.fromkeys(f"{one.survey.upper()} {one.period.title}" for one in held))
    shown = titles if len(titles) <= 4 else [*titles[:3], f"{len(titles) - 3} lainnya"]
    return f" ({joined(shown)})"


def publication(facts: Facts, rules: Rules) -> Automatic:
    """VI.p.iv.b: the page is online; a papan IKM made of the closing stands for offline."""
    item, links = "VI.p.iv.b", sources(facts, "periode")
    online, posted = facts.published, facts.posted
    if not facts.satisfaction:
        told = f"Belum ada hasil survei {facts.year} yang dapat dipublikasikan."
        return Automatic(item, "C", told, sources=links)
    told = f"Terbit di halaman publik: {_periods(online)}. Papan IKM dicetak: {_periods(posted)}."
    if online and posted:
        return Automatic(item, "A", told, sources=links)
    if posted:
        return Automatic(item, "B", told, sources=links, floor=True)
    if not online:
        return Automatic(item, "C", told, sources=links, floor=True)
    told += " Buat papan IKM dan pasang di tempat pelayanan, atau buktikan dengan foto."
    # The sheet has no option for online alone.
    return Automatic(item, None, told, sources=links)


def _periods(found: Iterable[Surveyed]) -> str:
    return joined(list(dict.fromkeys(one.period.title for one in found))) or "belum ada"


def follow_up(facts: Facts, rules: Rules) -> Automatic:
    """VI.p.iv.c. A plan is done only with proof; one that was dropped is not done. More than half
    is "sebagian besar"; "seluruh" asks that every survey has plans, too."""
    item, links = "VI.p.iv.c", sources(facts, "rtl")
    found, unplanned = facts.plan_shares, facts.unplanned
    told = (
        f"{number(found.done)} dari {number(found.whole)} rencana tindak lanjut {facts.year} "
        f"selesai dengan bukti ({percent(found.done, found.whole)}), "
        f"{number(found.dropped)} dibatalkan."
    )
    if unplanned:
        told += f" Tanpa rencana: {_periods(unplanned)}."
    if found.done == 0:
        return Automatic(item, "D", told, sources=links)
    if found.done == found.whole and not unplanned:
        return Automatic(item, "A", told, sources=links)
    chosen = "B" if 2 * found.done > found.whole else "C"
    return Automatic(item, chosen, told, sources=links)


def reviewed(facts: Facts, rules: Rules) -> Automatic:
    """VI.p.i.c: a newer edition shows that a standard was improved. With whom, and out of what, is
    in the minutes of a meeting."""
    item, links = "VI.p.i.c", sources(facts, "komponen", "rtl")
    count = facts.standards.reviewed if facts.standards else 0
    told = (
        f"{number(count)} layanan mendapat edisi standar yang lebih baru pada {facts.year}; "
        f"{number(facts.plan_shares.done)} perbaikan dari hasil survei selesai dengan bukti. "
        "Masukan SKM, pengaduan, dan pemangku kepentingan dalam reviu dibuktikan dengan berita "
        "acaranya."
    )
    return Automatic(item, "C" if count else None, told, sources=links, floor=bool(count))


def standards(facts: Facts, rules: Rules) -> Automatic:
    """VI.p.i.d: standard of every service, and the maklumat, published."""
    item, found, links = "VI.p.i.d", facts.standards, sources(facts, "komponen")
    if found is None or not found.services:
        told = "Layanan unit belum didaftarkan, jadi standarnya belum dapat dihitung."
        return Automatic(item, None, told, sources=links)
    told = (
        f"Standar {number(found.published)} dari {number(found.services)} layanan terbit; "
        f"maklumat pelayanan {'terbit' if found.maklumat else 'belum terbit'}."
    )
    every = found.published == found.services and found.maklumat
    answer = "Ya" if every else "Tidak"
    return Automatic(item, answer, told, sources=links, floor=not every)


def efforts(facts: Facts, rules: Rules) -> Automatic:
    """VI.r.i.a: finished plans by unsur. What was improved without a plan a person proves."""
    item, links = "VI.r.i.a", sources(facts, "rtl")
    count = len(facts.improved)
    told = (
        f"{number(count)} dari {UNSUR} unsur diperbaiki lewat rencana tindak lanjut yang selesai "
        f"dengan bukti pada {facts.year}."
    )
    if not count:
        told += " Upaya dan inovasi di luar rencana dibuktikan tersendiri."
        return Automatic(item, None, told, sources=links)
    every = count >= UNSUR
    return Automatic(item, "A" if every else "B", told, sources=links, floor=not every)
