"""A refused form says what is wrong first, and keeps all that was typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.installation import COUNTER
from tests.browser.people import TOO_LONG, Citizen

pytestmark = pytest.mark.browser


def refuse(citizen: Citizen, script: bool = True) -> None:
    """Fill in the form, write too much, and send."""
    citizen.watch.refusals.add(422)
    citizen.form(COUNTER)
    if script:
        citizen.choose("kk")
        citizen.choose("2")
        citizen.hurry_to_the_end()
    else:
        citizen.page.get_by_label("Kartu Keluarga").check()
        citizen.page.locator("#persyaratan-2").check()
    citizen.page.get_by_label("Ada saran untuk kami?").fill(TOO_LONG)
    citizen.tap(citizen.button("Kirim penilaian"))
    expect(citizen.page.locator("[data-errors]")).to_be_visible()


def kept(citizen: Citizen) -> None:
    page = citizen.page
    expect(page.get_by_label("Ada saran untuk kami?")).to_have_value(TOO_LONG)
    expect(page.get_by_label("Kartu Keluarga")).to_be_checked()
    expect(page.locator("#persyaratan-2")).to_be_checked()
    expect(page).to_have_title("Perlu diperbaiki: " + page.title().partition(": ")[2])


def test_the_refusal_is_read_first_and_nothing_typed_is_lost(citizen: Citizen) -> None:
    refuse(citizen)
    expect(citizen.page.locator("[data-errors]")).to_be_focused()
    kept(citizen)


def test_without_script_nothing_typed_is_lost_either(someone: Callable[..., Citizen]) -> None:
    citizen = someone(java_script_enabled=False)
    refuse(citizen, script=False)
    kept(citizen)


def test_the_summary_leads_to_the_field_which_mended_is_accepted(citizen: Citizen) -> None:
    refuse(citizen)
    citizen.page.locator("[data-errors] a").tap()
    field = citizen.page.get_by_label("Ada saran untuk kami?")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("Antrean panjang.")
    citizen.send()


def test_no_service_chosen_is_said_at_once(citizen: Citizen) -> None:
    citizen.form(COUNTER)
    before = citizen.question()
    citizen.tap(citizen.button("Lanjut"))
    expect(citizen.page.get_by_role("alert")).to_have_text("Pilih layanan yang Anda terima.")
    assert citizen.question() == before
    expect(citizen.step.locator("input").first).to_be_focused()
