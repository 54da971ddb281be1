"""Items of the LKE on complaints, consultation and the protected lane, as data answer them."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.index.written import joined, number, percent
from kiosk.domain.zi.automatic_answer import Automatic, Rules, sources
from kiosk.domain.zi.facts import Complaints, Evaluation, Facts, Scope
from kiosk.domain.zi.lke import ZeroComplaints

UNSEALED = "Berkas terlindungi tidak dihitung."


def policy(facts: Facts, rules: Rules) -> Automatic:
    """V.p.iii.a."""
    item = "V.p.iii.a"
    if not facts.channels.open and not facts.officers:
        told = "Belum ada loket ber-QR yang buka, laporan yang masuk, dan petugas pengaduan."
        return Automatic(item, "C", told, sources=sources(facts, "aduan"))
    told = (
        f"Berjalan: {_channels(facts)}; {number(facts.officers)} petugas pengaduan; batas waktu "
        f"{_limits(facts)}. Apakah seluruh kebijakan diterapkan, dan adakah inovasi, dibuktikan "
        "dengan dokumen kebijakannya."
    )
    return Automatic(item, None, told, sources=sources(facts, "aduan"))


def _channels(facts: Facts) -> str:
    return f"kanal {_named(facts)}" if facts.channels.open else "belum ada kanal"


def _named(facts: Facts) -> str:
    return joined([one.label for one in Channel if one in facts.channels.open]) or "belum ada"


def _limits(facts: Facts) -> str:
    return joined([f"{name} {number(days)} hari kerja" for name, days in facts.deadlines.items()])


def followed_up(facts: Facts, rules: Rules) -> Automatic:
    """V.p.iii.b: nothing that is past its limit lies unanswered."""
    item, found = "V.p.iii.b", facts.complaints
    links = sources(facts, "aduan")
    if not found.due:
        is_full = rules.zero is ZeroComplaints.PENUH
        return replace(_without(item, facts, is_full=is_full), answer="Ya" if is_full else None)
    told = (
        f"{number(found.answered)} dari {number(found.due)} laporan yang harus ditindaklanjuti "
        f"sudah dijawab; {number(found.overdue)} lewat batas dan belum dijawab. {UNSEALED}"
    )
    if found.overdue:
        return Automatic(item, "Tidak", told, sources=links)
    if not found.answered:
        return Automatic(item, None, f"{told} Belum ada yang jatuh tempo.", sources=links)
    return Automatic(item, "Ya", told, sources=links)


def _without(item: str, facts: Facts, *, is_full: bool) -> Automatic:
    """What is said of a year without a report."""
    how = "dinilai penuh" if is_full else "dikosongkan"
    told = (
        f"Tidak ada laporan yang harus ditindaklanjuti pada {facts.year}; menurut setelan "
        f"aduan-nol butir ini {how}. {UNSEALED}"
    )
    return Automatic(item, None, told, sources=sources(facts, "aduan"))


def handled(facts: Facts, rules: Rules) -> Automatic:
    """V.r.ii.a: selesai of harus ditindaklanjuti. How long it took is no input."""
    item, counted = "V.r.ii.a", facts.complaints.handled
    value = counted.value(rules.zero)
    if not counted.due:
        return replace(_without(item, facts, is_full=value is not None), value=value)
    told = (
        f"{number(counted.finished)} selesai dari {number(counted.due)} laporan yang harus "
        f"ditindaklanjuti ({percent(counted.finished, counted.due)}); "
        f"{number(counted.in_progress)} masih diproses atau menunggu tanggapan pelapor. {UNSEALED}"
    )
    return Automatic(item, None, told, value, sources(facts, "aduan"))


def media(facts: Facts, rules: Rules) -> Automatic:
    """VI.p.iii.a."""
    item, open_ = "VI.p.iii.a", facts.channels
    integrated = facts.complaints.linked > 0 or Channel.LAPOR in open_.used
    told = (
        f"Daring: {_yes(open_.online)} ({number(open_.points)} loket ber-QR). Luring: "
        f"{_yes(open_.offline)} ({number(open_.tablets)} tablet di loket; dicatat petugas: "
        f"{_by_hand(facts)}). Petugas pengaduan: {number(facts.officers)}. Laporan bernomor "
        f"SP4N-LAPOR!: {number(facts.complaints.linked)}."
    )
    answer = _media_answer(open_.online, open_.offline, bool(facts.officers), integrated)
    if answer is None:
        told += " Media luring belum terlihat; buktikan dengan foto kotak atau meja pengaduan."
    floor = answer in ("B", "C", "D")
    return Automatic(item, answer, told, sources=sources(facts, "aduan", "loket"), floor=floor)


def _media_answer(online: bool, offline: bool, officer: bool, integrated: bool) -> str | None:
    match online, offline:
        case False, False:
            return "E"
        case False, True:
            return "D"
        case True, False:
            # The sheet has no option for online alone.
            return None
    if not officer:
        return "C"
    return "A" if integrated else "B"


def _yes(value: bool) -> str:
    return "ada" if value else "belum ada"


def _by_hand(facts: Facts) -> str:
    by_hand = (Channel.COUNTER, Channel.PHONE, Channel.LETTER)
    counts = facts.complaints.channels
    named = [f"{one.label.lower()} {number(counts.get(one, 0))}" for one in by_hand]
    return joined(named)


def managers(facts: Facts, rules: Rules) -> Automatic:
    """VI.p.iii.b: a unit and letters of assignment are papers."""
    told = (
        f"{number(facts.officers)} orang memegang peran petugas pengaduan. SK unit pengelola dan "
        "surat penugasan pengelola SP4N-LAPOR! dibuktikan dengan dokumennya."
    )
    return Automatic("VI.p.iii.b", None, told)


def responsive(facts: Facts, rules: Rules) -> Automatic:
    """VI.r.ii.a: quick by `Rules.quick`, many channels by `Rules.channels`."""
    item, found = "VI.r.ii.a", facts.complaints
    share, many = found.on_time, len(facts.channels.open) >= rules.channels
    wide = (
        f"{number(len(facts.channels.open))} kanal ({_named(facts)}); berbagai kanal berarti "
        f"sedikitnya {number(rules.channels)}"
    )
    links = sources(facts, "aduan")
    if share.exact is None:
        quick = True if rules.zero is ZeroComplaints.PENUH and not found.received else None
        told = f"Belum ada laporan yang dijawab atau lewat batas waktunya; {wide}. {UNSEALED}"
        if quick is None:
            return Automatic(item, None, told, sources=links)
        told = f"Tidak ada laporan; menurut setelan aduan-nol dinilai cepat; {wide}."
        return Automatic(item, _responsive(quick, many), told, sources=links)
    told = (
        f"{number(share.part)} dari {number(share.whole)} laporan dijawab tepat waktu "
        f"({percent(share.part, share.whole)}{_median(found)}); cepat berarti sedikitnya "
        f"{_share(rules.quick)} persen; {wide}. {UNSEALED}"
    )
    return Automatic(item, _responsive(share.exact >= rules.quick, many), told, sources=links)


def _median(found: Complaints) -> str:
    if found.median_answer is None:
        return ""
    return f", separuhnya dalam {number(found.median_answer)} hari kerja"


def _share(value: Fraction) -> str:
    return number(int(value * 100))


def _responsive(quick: bool, many: bool) -> str:
    return {(True, True): "A", (True, False): "B", (False, True): "C", (False, False): "D"}[
        quick, many
    ]


def lane(facts: Facts, rules: Rules) -> Automatic:
    """V.p.iv.a: whether the protected lane works. Never how much came by it."""
    item, links = "V.p.iv.a", sources(facts, "wbs")
    if not facts.lane.works:
        told = (
            "Jalur terlindungi belum siap: tim integritas belum membuat kuncinya. Bila WBS "
            "berjalan di tempat lain, buktikan dengan kebijakan dan alamatnya."
        )
        return Automatic(item, None, told, sources=links)
    told = (
        f"Jalur terlindungi berjalan: kunci tim dibuat dan {number(facts.lane.members)} anggota "
        "dapat menanganinya. Inovasi sesuai karakteristik unit dibuktikan tersendiri."
    )
    return Automatic(item, "B", told, sources=links, floor=True)


def regular(item: str, scope: Scope) -> Callable[[Facts, Rules], Automatic]:
    """An item that asks whether something is evaluated: berkala, not so, or never."""

    def answer(facts: Facts, rules: Rules) -> Automatic:
        held = facts.evaluated(scope)
        links = sources(facts, "evaluasi")
        if not held:
            told = (
                f"Belum ada evaluasi yang dicatat untuk {facts.year}. Catat tanggal dan hasilnya "
                "di halaman evaluasi; sistem tidak dapat mengetahuinya sendiri."
            )
            return Automatic(item, None, told, sources=links)
        told = (
            f"{number(len(held))} evaluasi dicatat pada {facts.year}; berkala berarti sedikitnya "
            f"{number(rules.regular)} setahun."
        )
        chosen = "A" if len(held) >= rules.regular else "B"
        return Automatic(item, chosen, told, sources=links, floor=chosen == "B")

    return answer


def carried_out(item: str, scope: Scope) -> Callable[[Facts, Rules], Automatic]:
    """An item that asks whether what the evaluations recommended was done."""

    def answer(facts: Facts, rules: Rules) -> Automatic:
        held, links = facts.evaluated(scope), sources(facts, "evaluasi")
        advised, done = _recommended(held)
        if not advised:
            told = (
                "Belum ada rekomendasi evaluasi yang dicatat; catat evaluasi beserta jumlah "
                "rekomendasi dan tindak lanjutnya."
            )
            return Automatic(item, None, told, sources=links)
        told = (
            f"{number(done)} dari {number(advised)} rekomendasi evaluasi sudah ditindaklanjuti "
            f"({percent(done, advised)})."
        )
        chosen = "A" if done == advised else "B" if done else "C"
        return Automatic(item, chosen, told, sources=links)

    return answer


def _recommended(held: tuple[Evaluation, ...]) -> tuple[int, int]:
    return sum(one.recommendations for one in held), sum(one.followed for one in held)
