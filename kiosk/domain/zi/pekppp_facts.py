"""Indicators of PEKPPP scored from the facts of a unit's year."""

from collections.abc import Callable, Mapping

from kiosk.domain.index.written import number, percent
from kiosk.domain.zi.automatic_complaints import UNSEALED
from kiosk.domain.zi.facts import Facts, Scope, Surveyed
from kiosk.domain.zi.pekppp import Measured

PUBLIC_FROM = 5
"""The public page of handling tells more than how many from so many reports on."""


def measured(facts: Facts) -> Mapping[int, Measured]:
    """Indicator to what the records say."""
    return {one: measure(facts) for one, measure in _MEASURES.items()}


def _skm(facts: Facts) -> list[Surveyed]:
    return [one for one in facts.satisfaction if one.survey == "skm"]


def _conformity(facts: Facts) -> Measured:
    found = _skm(facts)
    enough = [one for one in found if one.enough]
    posted, online = any(one.posters for one in found), any(one.published_on for one in found)
    done = facts.plan_shares.done
    told = (
        f"{number(len(found))} periode SKM {facts.year} ditutup, {number(len(enough))} mencapai "
        f"sampel minimum; papan IKM {_yes(posted)}, halaman publik {_yes(online)}, "
        f"{number(done)} rencana selesai."
    )
    if not enough:
        return Measured(6, 1 if found else 0, told)
    score = 2
    for is_there in (posted, online, done > 0):
        if not is_there:
            break
        score += 1
    return Measured(6, score, told, floor=score == 2)


def _yes(value: bool) -> str:
    return "ada" if value else "belum ada"


def _media(facts: Facts) -> Measured:
    found = _skm(facts)
    posted, online = any(one.posters for one in found), any(one.published_on for one in found)
    told = (
        f"Papan IKM {_yes(posted)}, halaman publik {_yes(online)}. Media sosial, siaran, dan papan "
        "lain diisi petugas dengan buktinya."
    )
    return Measured(7, int(posted) + int(online), told, floor=True)


def _share(facts: Facts) -> Measured:
    found = facts.plan_shares
    told = (
        f"{number(found.done)} dari {number(found.whole)} rencana selesai "
        f"({percent(found.done, found.whole)}), {number(found.dropped)} dibatalkan dan tetap "
        "dihitung."
    )
    return Measured(8, found.share_score, told)


def _speed(facts: Facts) -> Measured:
    found = facts.plan_shares
    if not found.whole:
        told = "Belum ada rencana tindak lanjut."
    elif found.months is not None:
        told = f"Semua selesai dalam {number(found.months)} bulan sejak periodenya ditutup."
    elif found.done < found.whole:
        told = f"{number(found.whole - found.done)} rencana belum selesai."
    else:
        told = "Semua selesai, tetapi lebih dari satu tahun sejak periodenya ditutup."
    return Measured(9, found.speed_score, told)


def _facing(facts: Facts) -> Measured:
    told = "Jumlah sarana tatap muka tidak tercatat di sini. Isi jumlahnya dengan foto."
    return Measured(25, None, told)


def _channels(facts: Facts) -> Measured:
    online, offline = facts.channels.online, facts.channels.offline
    told = (
        f"Daring {_yes(online)}, luring {_yes(offline)}, laporan bernomor SP4N-LAPOR! "
        f"{number(facts.complaints.linked)}. Apakah sarana luringnya terpisah dari ruang depan, "
        "diisi petugas dengan foto."
    )
    if not offline:
        return Measured(26, None if online else 0, told)
    return Measured(26, 3 if online else 1, told, floor=True)


def _accounted(facts: Facts) -> Measured:
    received = facts.complaints.received
    held = facts.evaluated(Scope.COMPLAINTS)
    followed = sum(one.followed for one in held)
    told = (
        f"{number(received)} laporan tercatat dan angkanya dapat diekspor; {number(len(held))} "
        f"evaluasi dicatat, {number(followed)} rekomendasinya ditindaklanjuti."
    )
    score = 0
    # Kept reports are the archive, their figures the report of it.
    if received:
        score = 2
        for is_there in (bool(held), followed > 0, received >= PUBLIC_FROM):
            if not is_there:
                break
            score += 1
    return Measured(27, score, told, floor=True)


def _finished(facts: Facts) -> Measured:
    found = facts.complaints
    if not found.due:
        told = f"Tidak ada laporan yang harus ditindaklanjuti pada {facts.year}."
        return Measured(28, None, f"{told} {UNSEALED}")
    told = (
        f"{number(found.finished)} dari {number(found.due)} laporan selesai "
        f"({percent(found.finished, found.due)}); bernomor SP4N-LAPOR!: "
        f"{number(found.linked_finished)} dari {number(found.linked)} "
        f"({percent(found.linked_finished, found.linked)}). {UNSEALED}"
    )
    if not found.linked:
        return Measured(28, 2 if 2 * found.finished >= found.due else 1, told)
    if 10 * found.linked_finished >= 9 * found.linked:
        return Measured(28, 5, told)
    return Measured(28, 4 if 2 * found.linked_finished >= found.linked else 3, told)


_MEASURES: Mapping[int, Callable[[Facts], Measured]] = {
    6: _conformity,
    7: _media,
    8: _share,
    9: _speed,
    25: _facing,
    26: _channels,
    27: _accounted,
    28: _finished,
}
