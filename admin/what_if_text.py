"""A path to WBK or WBBM in words."""

from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.index.written import joined
from kiosk.domain.zi.answer_steps import Cells, ItemCells
from kiosk.domain.zi.board_text import two
from kiosk.domain.zi.figures import shown
from kiosk.domain.zi.kinerja import OPTIONS
from kiosk.domain.zi.lke_sheet import Answered, LkeSheet
from kiosk.domain.zi.what_if import Goal, Order, Path, Stand, Survey
from kiosk.i18n import number

TITLES = {
    Order.ANSWERS: "Bila bukti dihemat: lebih banyak dari jawaban pengguna",
    Order.PROOF: "Bila jawaban dihemat: lebih banyak dari pengungkit",
}
SAME = (
    "Dibagi ke butir terendah lebih dahulu. Butir lain dengan jumlah jawaban yang sama memberi "
    "kenaikan yang sama."
)
ROUNDED = (
    "Rata-rata unsur dibulatkan lebih dahulu (setelan pembulatan-unsur), jadi langkah ini cukup "
    "dan tidak satu pun dapat dikurangi, tetapi cara lain dengan langkah lebih sedikit mungkin ada."
)


@dataclass(frozen=True)
class Part:
    """``items``: (what, how much, LKE item code or "")."""

    title: str
    text: str
    items: tuple[tuple[str, str, str], ...] = ()
    note: str = ""
    is_done: bool = False


def parts(stand: Stand, path: Path, sheet: LkeSheet | None) -> list[Part]:
    """The surveys, kinerja and pengungkit; what must not change is said to stay."""
    return [
        _survey("IPAK", stand.ipak, path.ipak),
        _survey("IPKP", stand.ipkp, path.ipkp),
        _kinerja(stand, path),
        _pengungkit(stand, path, sheet),
    ]


def _survey(name: str, survey: Survey, goal: Goal) -> Part:
    if goal.rise is None or survey.index is None:
        return Part(
            name,
            f"Belum ada indeks survei. Diperlukan paling sedikit {two(goal.printed)} "
            f"(rata-rata sebenarnya {shown(goal.index)}).",
        )
    if goal.rise <= 0:
        return Part(name, f"Tetap {two(survey.index)}.", is_done=True)
    target = (
        f"dari {two(survey.index)} menjadi {two(goal.printed)} "
        f"(rata-rata sebenarnya paling sedikit {shown(goal.index)})"
    )
    if goal.steps is None or survey.cells is None:
        return Part(name, f"Indeks naik {shown(goal.rise)}, {target}.")
    steps = goal.steps
    rows = [
        (one.label, _raised(survey.cells, one, steps.by_item[one.code]), "")
        for one in survey.cells.by_lift
        if one.code in steps.by_item
    ]
    text = f"{number(steps.count)} jawaban naik satu langkah, {target}."
    return Part(name, text, tuple(rows), SAME if steps.exact else ROUNDED)


def _raised(cells: Cells, item: ItemCells, steps: int) -> str:
    now = item.mean(cells.scale.low)
    then = now + Fraction(steps, item.answers)
    return f"{number(steps)} jawaban (rata-rata {two(now)} menjadi {two(then)})"


def _letter(points: Fraction) -> str | None:
    return next((one.code for one in OPTIONS if one.points == points), None)


def _kinerja(stand: Stand, path: Path) -> Part:
    title, letter = "Capaian kinerja", _letter(path.kinerja)
    target = f"pilihan {letter} ({two(path.kinerja)})" if letter else two(path.kinerja)
    if path.options is None or stand.kinerja is None:
        return Part(title, f"Belum diisi. Diperlukan paling sedikit {target}.")
    if not path.options:
        return Part(title, f"Tetap {target}.", is_done=True)
    return Part(title, f"Naik {number(path.options)} pilihan, menjadi {target}.")


def _pengungkit(stand: Stand, path: Path, sheet: LkeSheet | None) -> Part:
    title, now = "Pengungkit", stand.ladder.points if stand.ladder else stand.pengungkit
    if now is None:
        return Part(title, f"Belum diketahui. Diperlukan paling sedikit {two(path.pengungkit)}.")
    if path.pengungkit <= now:
        return Part(title, f"Tetap {two(now)}.", is_done=True)
    target = f"dari {shown(now)} menjadi paling sedikit {shown(path.pengungkit)}"
    if path.taken is None or sheet is None:
        return Part(title, f"Naik {shown(path.pengungkit - now)} poin, {target}.")
    rows = [
        (f"{code} {sheet.item(code).item.question}", _climbed(sheet.item(code), steps), code)
        for code, steps in sorted(path.taken.by_item.items(), key=lambda one: _place(sheet, one[0]))
    ]
    return Part(title, f"{number(path.taken.count)} langkah, {target}.", tuple(rows))


def _place(sheet: LkeSheet, code: str) -> int:
    return next(at for at, one in enumerate(sheet.answers) if one.item.code == code)


def _climbed(answered: Answered, steps: int) -> str:
    if answered.item.formula is not None:
        return f"{number(steps)} lagi diselesaikan"
    now = answered.value or Fraction(0)
    above = sorted((one for one in answered.item.options if one.value > now),
                   key=lambda one: one.value)  # fmt: skip
    return f"dari {answered.answer or 'belum dijawab'} menjadi {above[steps - 1].code}"


def effort(path: Path) -> str:
    """What the path takes, in one line."""
    told = []
    if path.options:
        told.append(f"{number(path.options)} pilihan kinerja")
    if path.taken and path.taken.count:
        told.append(f"{number(path.taken.count)} langkah LKE atau pengaduan")
    if path.answers:
        told.append(f"{number(path.answers)} langkah jawaban")
    for name, goal in (("IPAK", path.ipak), ("IPKP", path.ipkp)):
        if goal.rise and goal.steps is None:
            told.append(f"{name} naik {shown(goal.rise)}")
    return joined(told) if told else "lihat syaratnya"
