"""The quick mean of a respondent is the exact one."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.index.tally import in_units, mean_in_units, respondent_mean
from kiosk.flows.steps import load_instrument

INSTRUMENTS = [load_instrument(code) for code in ("skm-2017", "skm-2025-hybrid", "spkp-6")]


@given(st.sampled_from(INSTRUMENTS), st.data())
def test_whole_numbers_give_what_fractions_give(instrument, data) -> None:  # type: ignore[no-untyped-def]
    values = st.sampled_from(list(instrument.scale.values))
    scores = data.draw(st.dictionaries(st.sampled_from(list(instrument.items)), values, min_size=1))
    assert mean_in_units(instrument, scores) == in_units(respondent_mean(instrument, scores))
