"""The minimum sample of a population, after Krejcie and Morgan (1970).

Agencies use the formula (MK: 67 users, 58 answers) or the printed table; both are given.
"""

from bisect import bisect_left
from fractions import Fraction

from kiosk.domain.refusal import Refusal

LARGEST = 1_000_000_000

# Krejcie & Morgan 1970: chi square, 1 degree of freedom, 5 %; P = Q = 0.5; d = 0.05.
_LAMBDA2_PQ = Fraction("3.841") / 4
_D2 = Fraction("0.0025")

# Krejcie & Morgan 1970, table 1, as the SKM guides print it: population, sample.
TABLE = (
    (10, 10), (15, 14), (20, 19), (25, 24), (30, 28), (35, 32), (40, 36), (45, 40), (50, 44),
    (55, 48), (60, 52), (65, 56), (70, 59), (75, 63), (80, 66), (85, 70), (90, 73), (95, 76),
    (100, 80), (110, 86), (120, 92), (130, 97), (140, 103), (150, 108), (160, 113), (170, 118),
    (180, 123), (190, 127), (200, 132), (210, 136), (220, 140), (230, 144), (240, 148),
    (250, 152), (260, 155), (270, 159), (280, 162), (290, 165), (300, 169), (320, 175),
    (340, 181), (360, 186), (380, 191), (400, 196), (420, 201), (440, 205), (460, 210),
    (480, 214), (500, 217), (550, 226), (600, 234), (650, 242), (700, 248), (750, 254),
    (800, 260), (850, 265), (900, 269), (950, 274), (1000, 278), (1100, 285), (1200, 291),
    (1300, 297), (1400, 302), (1500, 306), (1600, 310), (1700, 313), (1800, 317), (1900, 320),
    (2000, 322), (2200, 327), (2400, 331), (2600, 335), (2800, 338), (3000, 341), (3500, 346),
    (4000, 351), (4500, 354), (5000, 357), (6000, 361), (7000, 364), (8000, 367), (9000, 368),
    (10000, 370), (15000, 375), (20000, 377), (30000, 379), (40000, 380), (50000, 381),
    (75000, 382), (1000000, 384),
)  # fmt: skip
_POPULATIONS = tuple(population for population, _ in TABLE)


class InvalidPopulation(Refusal):
    """The population is no whole number of people."""


def krejcie_morgan(population: int) -> int:
    """The sample by the formula, rounded up, never above the population itself.

    Raises `InvalidPopulation`.
    """
    _check(population)
    exact = _LAMBDA2_PQ * population / (_D2 * (population - 1) + _LAMBDA2_PQ)
    return min(population, exact.__ceil__())


def morgan_table(population: int) -> int:
    """The sample by the table: the row of the next listed population at or above this one.

    Above the table's last row its last sample holds. Never above the population itself: the
    row for 20 asks 19, and nobody can ask 19 of 16.
    Raises `InvalidPopulation`.
    """
    _check(population)
    row = min(bisect_left(_POPULATIONS, population), len(TABLE) - 1)
    return min(population, TABLE[row][1])


def _check(population: int) -> None:
    if not 0 < population <= LARGEST:
        raise InvalidPopulation(
            "Populasi %(given)s tidak dapat dipakai: tulis bilangan bulat 1 sampai %(largest)s.",
            given=population,
            largest=LARGEST,
        )
