"""What somebody asked of ``kiosk demo``, checked once."""

from dataclasses import dataclass

from kiosk.domain.refusal import Refusal

MOST = {
    "units": 2_000,
    "months": 120,
    "answers": 10_000_000,
    "complaints": 1_000_000,
    "seed": 2**63 - 1,
}
LEAST = {"units": 1, "months": 1}


class UnusableOrder(Refusal):
    """One of the numbers makes no demo."""


@dataclass(frozen=True)
class DemoOrder:
    """How much of what. ``answers``: respondents of the SKM, over all units and months.

    Raises `UnusableOrder`.
    """

    units: int = 8
    months: int = 13
    answers: int = 24_000
    complaints: int = 60
    seed: int = 2026

    def __post_init__(self) -> None:
        for name, most in MOST.items():
            least = LEAST.get(name, 0)
            if not least <= getattr(self, name) <= most:
                raise UnusableOrder(
                    "--%(name)s harus bilangan bulat %(least)s sampai %(most)s, bukan %(given)s.",
                    name=name,
                    least=least,
                    most=most,
                    given=getattr(self, name),
                )
