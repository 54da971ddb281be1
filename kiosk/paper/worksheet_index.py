"""The figures of the worksheet that are rounded, each by a formula that is exact on ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.index import longhand
from kiosk.domain.survey.instrument import Unsur, say
from kiosk.paper import worksheet_exact as exact
from kiosk.paper.workbook import Formula, Page
from kiosk.paper.worksheet_exact import Factor, Term
from kiosk.paper.worksheet_layout import Layout


@dataclass(frozen=True)
class Rounded:
    """``nrr``: rounded NRR in units of its last decimal, {} where the method rounds none;
    ``values``: of each unsur and ``ikm`` by spelling of the weight, in hundredths. Unsur that
    nobody answered are not there."""

    nrr: Mapping[str, Formula]
    values: Mapping[str, Formula]
    ikm: Mapping[str, Formula]


def build(page: Page, layout: Layout) -> Rounded:
    """Fills the page of the exact computation."""
    exact.begin(page)
    maker = _Maker(page, layout)
    nrr = {} if maker.decimals is None else {one.code: maker.nrr(one) for one in maker.answered}
    maker.rounded_nrr = nrr
    ikm = {spelling: maker.ikm(spelling) for spelling in layout.spellings}
    return Rounded(nrr, {one.code: maker.value(one) for one in maker.answered}, ikm)


class _Maker:
    def __init__(self, page: Page, layout: Layout) -> None:
        self.page, self.layout = page, layout
        self.decimals = layout.method.round_unsur
        self.answered = [one for one in layout.unsur if layout.answered_items(one)]
        self.rounded_nrr: Mapping[str, Formula] = {}
        self.most = max(len(one.items) for one in layout.unsur)

    def nrr(self, unsur: Unsur) -> Formula:
        factor = Factor(10 ** (self.decimals or 0), 1)
        title = f"NRR {say(unsur.name, 'id')}, dibulatkan ke {self.decimals} desimal"
        return self._rounded(title, self._terms([unsur]), factor, 1)

    def value(self, unsur: Unsur) -> Formula:
        terms = self._rounded_terms([unsur]) if self.rounded_nrr else self._terms([unsur])
        factor = _factor(self.layout.slope, self.layout.added)
        title = f"Nilai konversi {say(unsur.name, 'id')} (perseratus)"
        return self._rounded(title, terms, factor, factor.values[1])

    def ikm(self, spelling: str) -> Formula:
        terms = (
            self._rounded_terms(self.answered) if self.rounded_nrr else self._terms(self.answered)
        )
        factor = self._weighted(spelling)
        divisor = factor.values[1] * len(self.layout.unsur)
        title = f"IKM dengan bobot {spelled(spelling)} (perseratus)"
        return self._rounded(title, terms, factor, divisor)

    def _rounded(self, title: str, terms: Sequence[Term], factor: Factor, divisor: int) -> Formula:
        """One term needs no page of its own: twice the fraction plus one, halved."""
        if len(terms) == 1:
            return _halved(terms[0], factor)
        most = max(self.layout.tally.respondents, 10 ** (self.decimals or 0))
        common = longhand.common_bound(len(terms), most, self.most, divisor)
        return exact.rounded(self.page, title, terms, factor, common)

    def _terms(self, unsur: Sequence[Unsur]) -> list[Term]:
        layout = self.layout
        return [
            Term(
                item.code,
                layout.total_of(item.code),
                layout.filled_of(item.code),
                layout.answered_of(one),
            )
            for one in unsur
            for item in one.items
        ]

    def _rounded_terms(self, unsur: Sequence[Unsur]) -> list[Term]:
        """Rounded NRR have one denominator, so they are added first."""
        parts = [self.rounded_nrr[one.code] for one in unsur]
        total = sum(part.whole for part in parts)
        unit = 10 ** (self.decimals or 0)
        joined = Formula("+".join(part.text for part in parts), total)
        return [Term("NRR", joined, Formula(str(unit), unit), Formula("1", 1))]

    def _weighted(self, spelling: str) -> Factor:
        """The conversion with the weight in it."""
        layout, count = self.layout, self.layout.unsur_answered
        many = len(layout.ikm.unsur)
        if spelling == "exact":
            plain = _factor(layout.slope, layout.added)
            under = Formula(f"{plain.under}*{count.text}", plain.values[1] * many)
            return Factor(plain.over, under, plain.added)
        if spelling == layout.ikm.weight:
            return _factor(layout.slope * Fraction(spelling), layout.added)
        places = len(spelling.partition(".")[2])
        step = _factor(layout.slope / 10**places, layout.added)
        units = int(Fraction(spelling) * 10**places)
        text = f"{step.over}*{weight_units(count.text, places)}"
        return Factor(Formula(text, step.values[0] * units), step.under, step.added)


def weight_units(count: str, places: int) -> str:
    """Formula for 1/n rounded half up to ``places`` decimals, in units of the last."""
    return f"INT(({2 * 10**places}+{count})/(2*{count}))"


def spelled(label: str) -> str:
    """ "1/n (tepat)", "0,111"."""
    return "1/n (tepat)" if label == "exact" else label.replace(".", ",")


def _factor(value: Fraction, added: int) -> Factor:
    return Factor(value.numerator, value.denominator, added)


def _halved(term: Term, factor: Factor) -> Formula:
    (total, n, items), (over, under) = term.values, factor.values
    top, bottom = 2 * total * over, n * items * under
    left, right = (
        one.text if isinstance(one, Formula) else one for one in (factor.over, factor.under)
    )
    low = f"({term.n.text})*({term.items.text})*({right})"
    text = f"INT((2*({term.total.text})*({left})+{low})/(2*{low}))+{factor.added}"
    return Formula(text, (top + bottom) // (2 * bottom) + factor.added)
