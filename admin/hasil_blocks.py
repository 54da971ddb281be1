"""Drawings of the papan hasil, each beside its table."""

from decimal import Decimal
from fractions import Fraction

from admin.tables import DESK, PHONE, Table
from kiosk.domain.month import NAMES
from kiosk.domain.rounding import half_up
from kiosk.domain.zi import board_text
from kiosk.domain.zi.board import Board
from kiosk.domain.zi.hasil import HASIL_MAX, TOTAL_MAX
from kiosk.draw.goals import Goal, goals
from kiosk.draw.strands import Axis, Strand, four, strands
from kiosk.draw.svg import Drawing

INDEX_TITLE = "IPAK, IPKP dan perkiraan dari IKM tiap bulan, skala 4"
POINTS_TITLE = "Poin hasil tiap bulan, dari 40"
GOALS_TITLE = "Poin tiap bagian terhadap ambang WBK dan WBBM"


def against(board: Board, width: int) -> Drawing:
    """Points of each part that has a line in points."""
    return goals(list(_goals(board)), [one.predicate.code.upper() for one in board.verdicts],
                 GOALS_TITLE, width=width)  # fmt: skip


def _goals(board: Board) -> list[Goal]:
    tested = board.hasil.rounded
    most = {one.key: one.most for one in board_text.parts(board)}
    most |= {"bersih_akuntabel": Fraction(45, 2), "total": TOTAL_MAX}
    low, high = (one.predicate.requirements for one in board.verdicts)
    return [
        Goal(
            label=one.label,
            value=_two(getattr(tested, one.name)),
            most=half_up(most[one.name], 2),
            lines=(half_up(one.points, 2), half_up(other.points, 2)),
            sure=not (board.provisional and one.name in ("ipkp", "total")),
        )
        for one, other in zip(low, high, strict=True)
    ]


def _two(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, 2)


def indexes(board: Board, width: int) -> Drawing:
    rows = [
        Strand("IPAK", [_two(one.ipak) for one in board.months]),
        Strand("IPKP", [_two(one.ipkp) for one in board.months]),
        Strand("Perkiraan dari IKM", [_two(one.estimate) for one in board.months]),
    ]
    return strands(rows, _labels(board), four(rows), INDEX_TITLE, width=width)


def points(board: Board, width: int) -> Drawing:
    """The hasil that each month alone would give."""
    kinerja, conversion = board.hasil.kinerja, board.hasil.conversion
    found = [_two(one.weighed(kinerja, conversion).hasil) for one in board.months]
    ticks = [Decimal(one) for one in (0, 10, 20, 30, 40)]
    axis = Axis(Decimal(0), half_up(HASIL_MAX, 0), ticks)
    return strands(
        [Strand("Poin hasil", found)], _labels(board), axis, POINTS_TITLE, width=width, height=210
    )


def _labels(board: Board) -> list[str]:
    return [NAMES[one.month % 100 - 1][:3] for one in board.months]


def both(draw: object, board: Board) -> tuple[Drawing, Drawing]:
    """For a phone and for a desk."""
    assert callable(draw)
    return draw(board, PHONE), draw(board, DESK)


def months_table(board: Board) -> Table:
    return Table(board_text.MONTH_TITLES, board_text.months(board))


def any_month(board: Board) -> bool:
    return any(sum(one.answers) for one in board.months)


def any_points(board: Board) -> bool:
    kinerja, conversion = board.hasil.kinerja, board.hasil.conversion
    return any(one.weighed(kinerja, conversion).hasil is not None for one in board.months)
