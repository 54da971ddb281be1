"""Blocks of the what-if page: one item alone, answers to spare, complaints."""

from fractions import Fraction

from admin.tables import Block, Table
from kiosk.domain.cells import Cell
from kiosk.domain.index.written import rounded
from kiosk.domain.rounding import half_up
from kiosk.domain.zi.answer_steps import Cells, ItemCells, smallest_mean, spare_steps, steps_alone
from kiosk.domain.zi.board_text import two
from kiosk.domain.zi.complaint_steps import more_finished, more_in_time
from kiosk.domain.zi.figures import half_up as two_places
from kiosk.domain.zi.figures import shown
from kiosk.domain.zi.supposing import Supposed, stand_of
from kiosk.domain.zi.what_if import printed_line
from kiosk.flows.zi.ask_what_if import Standpoint
from kiosk.i18n import number

SURVEYS = ("ipak", "ipkp")
Lines = dict[Fraction, str]
"""A printed index, and which predicates ask it."""
NOT_ALONE = "tidak cukup"


def lines_of(found: Standpoint, name: str) -> Lines:
    """WBK and WBBM may ask the same."""
    board, lines = found.board, Lines()
    for verdict in board.verdicts:
        line = printed_line(verdict.predicate, name, board.hasil.conversion)
        if line is not None:
            code = verdict.predicate.code.upper()
            lines[line] = f"{lines[line]} dan {code}" if line in lines else code
    return lines


def needs(found: Standpoint) -> list[str]:
    """The smallest true mean behind each printed line of a survey."""
    return [
        f"{name.upper()} {two(line)} ({what}) dicapai oleh rata-rata sebenarnya mulai "
        f"{shown(smallest_mean(line))}; {two(line - Fraction(1, 100))} tidak cukup."
        for name in SURVEYS
        for line, what in lines_of(found, name).items()
    ]


def of_items(found: Standpoint) -> list[Block]:
    """For each survey made of answers here: how much each item alone would take."""
    return [
        _block(name, found.cells[name], lines_of(found, name))
        for name in SURVEYS
        if name in found.cells
    ]


def _block(name: str, cells: Cells, lines: Lines) -> Block:
    titles = [f"{what} ({two(line)})" for line, what in lines.items()]
    ordered = sorted(cells.items, key=lambda one: one.mean(cells.scale.low))
    return Block(
        key=f"butir-{name}",
        title=f"{name.upper()}: bila hanya satu butir yang membaik",
        table=Table(
            (
                "Butir", f"Rata-rata (skala {cells.scale.high})", "Jawaban",
                "Satu langkah menambah indeks", *(f"Langkah sampai {one}" for one in titles),
                *(f"Rata-rata butir saat {one}" for one in titles),
            ),
            [_row(one, cells, lines) for one in ordered],
        ),
        note="Satu langkah: satu jawaban pada butir itu naik satu tingkat, misalnya dari sesuai "
        f"menjadi sangat sesuai. {NOT_ALONE.capitalize()}: indeks belum sampai walaupun semua "
        "jawaban butir itu sudah di puncak skala.",
    )  # fmt: skip


def _row(item: ItemCells, cells: Cells, lines: Lines) -> tuple[Cell, ...]:
    steps = [steps_alone(cells, item, smallest_mean(line)) for line in lines]
    return (
        item.label,
        half_up(item.mean(cells.scale.low), 2),
        item.answers,
        half_up(cells.lift(item), 5),
        *(NOT_ALONE if one is None else one for one in steps),
        *(_mean(item, cells, one) for one in steps),
    )


def _mean(item: ItemCells, cells: Cells, steps: int | None) -> Cell:
    if steps is None:
        return None
    return half_up(item.mean(cells.scale.low) + Fraction(steps, item.answers), 2)


def spare(found: Standpoint, supposed: Supposed) -> list[str]:
    """How far each survey stands from its lines, exact, in index and in answers."""
    stand = stand_of(found.board.hasil, found.cells, None)
    told = []
    for name, survey in (("ipak", stand.ipak), ("ipkp", stand.ipkp)):
        if survey.index is None or getattr(supposed, name) is not None:
            continue
        for line, what in lines_of(found, name).items():
            told.append(_spare(name, what, line, survey.index, survey.cells))
    return told


def _spare(name: str, what: str, line: Fraction, index: Fraction, cells: Cells | None) -> str:
    edge = smallest_mean(line)
    head = f"{name.upper()} untuk {what}: {_exactly(index)}, ambangnya {shown(edge)}"
    if index < edge:
        return f"{head}; kurang {_exactly(edge - index)}."
    if cells is None:
        return f"{head}; lebih {_exactly(index - edge)}."
    spared = spare_steps(cells, edge)
    return (
        f"{head}; lebih {_exactly(index - edge)}. {number(spared)} jawaban mana pun boleh satu "
        "langkah lebih rendah, tidak lebih."
    )


def _exactly(value: Fraction) -> str:
    """Enough decimals to tell it from the edge, and no idle ones."""
    whole, _, decimals = rounded(value, 6).partition(",")
    return f"{whole},{decimals.rstrip('0').ljust(2, '0')}"


def complaints(found: Standpoint) -> list[str]:
    """What finishing, or answering in time, a few more complaints would do."""
    facts, rules = found.facts.complaints, found.rules
    if not facts.due:
        return ["Belum ada pengaduan tahun ini yang harus ditindaklanjuti."]
    left = more_finished(facts.finished, facts.due, Fraction(1))
    told = [
        f"{number(facts.finished)} dari {number(facts.due)} pengaduan yang harus ditindaklanjuti "
        f"selesai: {two(Fraction(3 * facts.finished, facts.due))} dari 3,00 poin butir V.r.ii.a."
    ]
    if left:
        told.append(
            f"Tiap satu pengaduan yang diselesaikan menambah {two(Fraction(3, facts.due))} poin; "
            f"{number(left)} lagi sampai penuh."
        )
    return [*told, _in_time(facts.on_time.part, facts.on_time.whole, rules.quick)]


def _in_time(part: int, whole: int, quick: Fraction) -> str:
    line = two_places(100 * quick, 0)
    head = f"Dijawab tepat waktu: {number(part)} dari {number(whole)}"
    more = more_in_time(part, whole, quick) if whole else 0
    if not whole:
        return "Belum ada pengaduan yang dijawab atau lewat batas waktunya."
    if more is None:
        return f"{head}; {line} persen tidak dapat dicapai lagi tahun ini."
    if not more:
        return f"{head}, sudah mencapai {line} persen (setelan respon-cepat)."
    return (
        f"{head}; {number(more)} pengaduan berikutnya berturut-turut dijawab tepat waktu sampai "
        f"{line} persen (setelan respon-cepat)."
    )
