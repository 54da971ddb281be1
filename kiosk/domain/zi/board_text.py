"""The papan hasil in words and rows of text, the same on the page, on paper and in the workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.index.written import number, rounded
from kiosk.domain.month import NAMES
from kiosk.domain.zi import hasil as zi
from kiosk.domain.zi.basis import Basis
from kiosk.domain.zi.board import KINERJA, PENGUNGKIT, SURVEY, Board, LkeLine
from kiosk.domain.zi.figures import comma, published, shown
from kiosk.domain.zi.hasil import Conversion, Source
from kiosk.domain.zi.kinerja import KINERJA_MAX
from kiosk.domain.zi.margins import Margin
from kiosk.domain.zi.monthly import Monthly
from kiosk.domain.zi.targets import Achievement, Indicator
from kiosk.domain.zi.thresholds import EARLIER

NEVER = "Perkiraan tidak pernah menjadi dasar lulus."
UNKNOWN = "–"


@dataclass(frozen=True)
class Part:
    """One part of the hasil, or the pengungkit. ``index``: printed; ``origin``: where the number
    comes from, with ``notes`` of what else is at hand."""

    key: str
    name: str
    index: str | None
    points: Fraction | None
    most: Fraction
    weight: str
    origin: str
    notes: tuple[str, ...] = ()
    provisional: bool = False


@dataclass(frozen=True)
class Limit:
    """A line of both predicates. ``met``: True, False or None (unknown, or an estimate)."""

    label: str
    ours: str
    needed: tuple[str, ...]
    told: tuple[str, ...]
    met: tuple[bool | None, ...]


@dataclass(frozen=True)
class TargetRow:
    """An adopted indicator with this year beside last year."""

    label: str
    measure: str
    target: str
    this: str
    last: str
    percent: str
    better: str
    peer: str


def two(value: Fraction | None) -> str:
    """Two decimals, half up, with a comma; a dash for what is not known."""
    return UNKNOWN if value is None else comma(published(value))


def parts(board: Board) -> tuple[Part, ...]:
    """IPAK, capaian kinerja, IPKP and pengungkit."""
    return (
        _survey(board, "ipak", zi.IPAK_MAX),
        _kinerja(board),
        _survey(board, "ipkp", zi.IPKP_MAX),
        _pengungkit(board),
    )


def _survey(board: Board, key: str, most: Fraction) -> Part:
    index = board.survey(key)
    points: Fraction | None = getattr(board.hasil, key)
    basis = board.basis.get(key)
    origin = f"belum ada jawaban {SURVEY[key]} yang cukup"
    if index is not None:
        origin = index.source.label + (f": {told(basis)}" if basis else "")
    notes = list(_notes(board, key))
    if index is not None and index.provisional:
        notes.insert(0, NEVER)
    return Part(
        key=key,
        name=key.upper(),
        index=two(index.value) if index else None,
        points=points,
        most=most,
        weight=_weight(board, most),
        origin=origin,
        notes=tuple(notes),
        provisional=index is not None and index.provisional,
    )


def _weight(board: Board, most: Fraction) -> str:
    if board.hasil.conversion is Conversion.LINEAR:
        return f"indeks / 4 × {two(most)}"
    return f"langkah 4 = 1; 3 = 0,67; 2 = 0,33, × {two(most)}"


def _notes(board: Board, key: str) -> Iterator[str]:
    """What is at hand and does not count, and the proof."""
    index, own = board.survey(key), board.own.get(key)
    if own and index and index.source is Source.EXTERNAL:
        yield (
            f"Survei sendiri tidak dipakai karena ada nilai resmi: indeks {two(own.index)}; "
            f"{told(own)}."
        )
    yield from _proof(board, key, needed=bool(index and index.source is Source.EXTERNAL))


def _proof(board: Board, key: str, *, needed: bool) -> Iterator[str]:
    files = board.proofs.get(key, ())
    if files:
        yield "Bukti: " + "; ".join(f"{one.name} (SHA-256 {one.digest[:12]}…)" for one in files)
    elif needed:
        yield "Berkas buktinya belum diunggah."


def told(basis: Basis) -> str:
    """How many answered what, how many were left out or bear a signal, and the interval."""
    if basis.respondents is None:
        return basis.text
    text = f"{basis.text}, {number(basis.respondents)} responden"
    if basis.flagged is not None:
        every = basis.respondents + basis.excluded
        share = rounded(Fraction(100 * basis.flagged, every or 1), 1)
        text += f", {number(basis.flagged)} bertanda ({share} persen)"
    if basis.interval:
        low, high = (two(end) for end in basis.interval)
        text += f", selang 95 persen {low} sampai {high}"
    if not basis.excluded:
        return text
    text, whole = f"{text}; {number(basis.excluded)} dikecualikan", basis.with_excluded
    return f"{text}, dengan itu indeks {comma(whole)}" if whole else text


def _kinerja(board: Board) -> Part:
    basis = board.basis.get(KINERJA)
    return Part(
        key=KINERJA,
        name="Capaian kinerja lebih baik",
        index=board.performance.option,
        points=board.hasil.kinerja,
        most=KINERJA_MAX,
        weight="pilihan A sampai E dari 5",
        origin=basis.text if basis else "belum diisi",
        notes=(*_choice(board), *_proof(board, KINERJA, needed=basis is not None)),
    )


def _choice(board: Board) -> Iterator[str]:
    """What followed from the targets when the option was chosen, and now."""
    choice, proposal = board.performance.choice, board.performance.proposal
    if proposal.option:
        yield f"Dari target pengaduan mengikuti pilihan {proposal.option}; alasannya di bawah."
    if choice and choice.follows and choice.follows != proposal.option:
        yield f"Saat dipilih, dari target mengikuti {choice.follows}. {choice.because}"
    if choice and choice.reason:
        yield f"Alasan memilih {choice.option}: {choice.reason}"


def _pengungkit(board: Board) -> Part:
    basis = board.basis.get(PENGUNGKIT)
    return Part(
        key=PENGUNGKIT,
        name="Pengungkit",
        index=None,
        points=board.hasil.pengungkit,
        most=zi.PENGUNGKIT_MAX,
        weight="enam area LKE, 60",
        origin=basis.text if basis else _unfinished(board),
    )


def _unfinished(board: Board) -> str:
    if board.lke is None:
        return "LKE belum diisi"
    return (
        f"LKE belum lengkap: {number(board.lke.open)} butir belum dijawab; sementara "
        f"{two(board.lke.so_far)}, tidak dipakai"
    )


def limits(board: Board) -> tuple[Limit, ...]:
    """The lines of WBK and WBBM side by side, then the earlier predicate."""
    both = [board.margins[one.predicate.code] for one in board.verdicts]
    rows = [
        Limit(
            label=lines[0].label,
            ours=UNKNOWN if lines[0].value is None else shown(lines[0].value),
            needed=tuple(needed(one) for one in lines),
            told=tuple(margin_text(one) for one in lines),
            met=tuple(one.met for one in lines),
        )
        for lines in zip(*both, strict=True)
    ]
    return (*rows, _earlier(board))


def needed(one: Margin) -> str:
    """ "3,60 indeks"."""
    return f"{shown(one.needed)} {one.measure}"


def margin_text(one: Margin) -> str:
    """ "kurang 0,01 indeks (0,04375 poin)"."""
    if not one.gap or one.points is None:
        return one.sentence
    head, mark, tail = one.sentence.partition(";")
    return f"{head} ({shown(abs(one.points))} poin){mark}{tail}"


def _earlier(board: Board) -> Limit:
    earlier = board.known.earlier
    words = {True: "ada", False: "belum ada", None: UNKNOWN}
    labels = [
        line.label
        for one in board.verdicts
        for line in one.predicate.unchecked
        if line.name == EARLIER
    ]
    told = {True: "terpenuhi", False: "belum terpenuhi", None: "belum diketahui"}[earlier]
    return Limit(
        labels[0], words[earlier], (UNKNOWN, "(Menuju) WBK"), ("tidak disyaratkan", told),
        (True, earlier),
    )  # fmt: skip


def months(board: Board) -> list[list[str]]:
    """Month, IPAK, IPKP, perkiraan, points of hasil, answers by survey."""
    return [_month(board, one) for one in board.months]


MONTH_TITLES = (
    "Bulan", "IPAK", "IPKP", "Perkiraan dari IKM", "Poin hasil", "Responden SPAK/SPKP/SKM",
)  # fmt: skip


def _month(board: Board, one: Monthly) -> list[str]:
    points = one.weighed(board.hasil.kinerja, board.hasil.conversion)
    told = two(points.hasil)
    if points.hasil is not None and points.inputs.ipkp and points.inputs.ipkp.provisional:
        told += " (perkiraan)"
    return [
        NAMES[one.month % 100 - 1],
        two(one.ipak),
        two(one.ipkp),
        two(one.estimate),
        told,
        " / ".join(number(count) for count in one.answers),
    ]


def targets(board: Board) -> tuple[TargetRow, ...]:
    return tuple(target_row(one) for one in board.performance.achievements)


def target_row(one: Achievement) -> TargetRow:
    measure = one.target.indicator.measure
    peer = UNKNOWN
    if one.target.peer is not None:
        peer = f"{plain(one.target.peer)}: {one.target.peer_source}"
    return TargetRow(
        label=one.target.indicator.label,
        measure=measure,
        target=plain(one.target.value),
        this=_figure(one.target.indicator, one.this),
        last=_figure(one.target.indicator, one.last),
        percent=two(one.percent),
        better={True: "ya", False: "tidak", None: UNKNOWN}[one.better_than_last],
        peer=peer,
    )


def plain(value: Fraction) -> str:
    """As it was typed: "90", "97,5"."""
    text = shown(value)
    return text.removesuffix(",00") if text.endswith(",00") else text.rstrip("0")


def _figure(indicator: Indicator, value: Fraction | None) -> str:
    if value is not None and indicator is Indicator.MEDIAN:
        return number(int(value))
    return two(value)


def answer(one: LkeLine) -> tuple[str, str]:
    """What counts, as the LKE words it, and where it comes from."""
    if one.answer is None:
        return "belum dijawab", one.basis
    worded = len(one.answer) > 1 and one.option.startswith(one.answer)
    said = one.option if worded else f"{one.answer}. {one.option}"
    return said.strip(), f"{one.origin}. {one.basis}" if one.basis else one.origin


def verdict_word(board: Board, place: int) -> str:
    """Whether it passes, whether anything is left to look up, or that too little is known."""
    found = board.verdicts[place]
    if not found.passes:
        lacks = any(one.value is not None for one in found.missing)
        return "belum memenuhi" if lacks else "belum dapat dinilai"
    return "memenuhi syarat yang diuji" if found.unchecked else "memenuhi semua syarat"
