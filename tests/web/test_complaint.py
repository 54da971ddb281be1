"""The walk of a complaint: one form, one POST, a receipt before and after. Without script."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from kiosk.domain.complaint import attachment, flood
from tests.factories import SPAK, Clock, Place, filled, make_place, rows, snapshot
from tests.web.forms import form, receipt
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

HERE = "http://127.0.0.1:8000"
TEXT = "Antre tiga jam, lalu ditolak."
EVERY_FIELD = {
    "jenis", "layanan", "kategori", "judul", "isi", "tempat", "waktu_kejadian", "identitas",
    "nama", "kontak", "terlapor", "lampiran", "kunci", "csrf_token",
}  # fmt: skip


def aduan(place: Place, lane: str = "aduan") -> str:
    return f"/s/{place.point}/{lane}"


def photo(size: tuple[int, int] = (64, 48)) -> BytesIO:
    made = BytesIO()
    Image.new("RGB", size, (120, 140, 60)).save(made, "JPEG")
    made.seek(0)
    return made


def test_the_landing_page_offers_three_ways_and_the_protected_one(
    citizen: PageClient, place: Place
) -> None:
    links = citizen.get(f"/s/{place.point}").links()
    for one in (place.form, aduan(place), aduan(place, "integritas"), "/lacak", "sms:1708"):
        assert one in links


@pytest.mark.parametrize("bahasa", ["", "?bahasa=en"])
@pytest.mark.parametrize("lane", ["aduan", "integritas"])
def test_the_form_has_the_promised_fields_and_no_other(
    citizen: PageClient, place: Place, lane: str, bahasa: str
) -> None:
    page = citizen.get(aduan(place, lane) + bahasa)
    names = set(page.find("//form[@method='post']//*/@name"))
    missing = {"jenis"} if lane == "integritas" else set()
    assert names - {"bahasa"} == EVERY_FIELD - missing
    assert page.find("//form//button[@name]") == []
    assert page.find("//*[@required]") == []
    [files] = page.find("//input[@type='file']")
    assert files.get("multiple") is not None
    assert files.get("capture") is None
    assert "image/jpeg" in files.get("accept")
    assert "application/pdf" in files.get("accept")


def test_capitals_as_printed_open_the_same_form(citizen: PageClient, place: Place) -> None:
    for lane in ("aduan", "integritas"):
        assert form(citizen.get(f"/S/{place.point.lower()}/{lane}"))["kunci"]


def test_hidden_inputs_and_a_text_are_a_whole_complaint(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    page = citizen.get(aduan(place))
    sent = {one.get("name"): one.get("value") for one in page.find("//form//input[@type='hidden']")}
    citizen.post(aduan(place), sent | {"isi": TEXT}, 200)
    [row] = rows(app, "tickets")
    assert (row["kind"], row["category"], row["identity"]) == ("pengaduan", "lainnya", "anonim")
    assert (row["channel"], row["sealed"]) == ("daring", False)


def test_the_receipt_is_shown_before_and_after_and_opens_the_ticket(
    citizen: PageClient, place: Place
) -> None:
    page = citizen.get(aduan(place))
    before = receipt(page)
    assert len(before[1].split()) == 8
    assert len(before[0]) == 11
    done = citizen.post(aduan(place), form(page) | {"isi": TEXT}, 200)
    assert receipt(done) == before
    assert done.find("//*[local-name()='svg' and @role='img']")
    tracked = citizen.post("/lacak", form(done), 200)
    assert before[0] in tracked.seen
    typed = {
        "nomor": before[0].lower(),
        "frasa": before[1].upper(),
        "csrf_token": form(done)["csrf_token"],
    }
    assert before[0] in citizen.post("/lacak", typed, 200).seen


def test_no_secret_is_in_any_address(citizen: PageClient, place: Place) -> None:
    page = citizen.get(aduan(place))
    number, phrase = receipt(page)
    done = citizen.post(aduan(place), form(page) | {"isi": TEXT}, 200)
    tracked = citizen.post("/lacak", form(done), 200)
    for one in (page, done, tracked):
        for link in one.links():
            assert number.replace("-", "") not in link.replace("-", "").upper()
            assert not any(word in link for word in phrase.split())


def test_the_form_sent_again_is_stored_once_and_shows_the_same_receipt(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    sent = form(citizen.get(aduan(place))) | {"isi": TEXT}
    pages = [citizen.post(aduan(place), sent, 200) for _ in range(3)]
    assert len({receipt(one) for one in pages}) == 1
    assert len(rows(app, "tickets")) == 1


def test_another_text_under_a_used_key_keeps_the_first_and_gives_a_new_receipt(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    sent = form(citizen.get(aduan(place))) | {"isi": TEXT}
    first = citizen.post(aduan(place), sent, 200)
    again = citizen.post(aduan(place), sent | {"isi": "Cerita lain"}, 409)
    assert form(again)["isi"] == "Cerita lain"
    assert receipt(again) != receipt(first)
    assert "yang tadi tidak berlaku" in again.seen
    citizen.post(aduan(place), form(again), 200)
    assert len(rows(app, "tickets")) == 2


ALL_TYPED = {
    "jenis": "aspirasi", "layanan": "kk", "kategori": "sarana", "judul": "Kursi <b>kurang</b>",
    "tempat": 'Ruang "tunggu"', "waktu_kejadian": "Senin & Selasa", "identitas": "rahasia",
    "nama": "", "kontak": "maria@contoh.id", "terlapor": "Pak {{7*7}}",
    "isi": "Baris satu\nBaris dua",
}  # fmt: skip


def test_a_refused_form_returns_with_everything_typed_and_the_same_receipt(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    page = citizen.get(aduan(place))
    sent = form(page) | ALL_TYPED
    before = snapshot(app)
    upload: dict[str, Any] = {**sent, "lampiran": (photo(), "dapur.jpg")}
    back = citizen.post(aduan(place), upload, 422, content_type="multipart/form-data")
    assert 'Tuliskan nama Anda, atau pilih "Anonim".' in back.problems()[0]
    assert {name: form(back)[name] for name in sent} == sent
    assert receipt(back) == receipt(page)
    assert "dapur.jpg" in back.seen
    assert "Pilih lagi" in back.seen
    assert snapshot(app) == before
    citizen.post(aduan(place), form(back) | {"nama": "Maria Bete"}, 200)


def test_without_our_stamp_all_returns_with_a_key_of_its_own(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    page = citizen.get(aduan(place))
    sent = form(page) | ALL_TYPED | {"csrf_token": "0" * 32, "nama": "Maria Bete"}
    back = citizen.post(aduan(place), sent, 400)
    kept = {name for name in sent if name not in ("csrf_token", "kunci")}
    assert {name: form(back)[name] for name in kept} == {name: sent[name] for name in kept}
    assert form(back)["kunci"] != sent["kunci"]
    assert rows(app, "tickets") == []
    citizen.post(aduan(place), form(back), 200)


def test_the_phrase_in_the_text_is_refused(app: Flask, citizen: PageClient, place: Place) -> None:
    page = citizen.get(aduan(place))
    _, phrase = receipt(page)
    told = "Frasa saya 1. " + " 2. ".join(phrase.title().split())
    back = citizen.post(aduan(place), form(page) | {"isi": told}, 422)
    assert "frasa rahasia" in back.problems()[0]
    assert form(back)["isi"] == told
    assert rows(app, "tickets") == []


def test_a_photo_comes_along(app: Flask, citizen: PageClient, place: Place) -> None:
    sent: dict[str, Any] = form(citizen.get(aduan(place))) | {"isi": TEXT}
    sent |= {"identitas": "terbuka", "nama": "Maria Bete"}
    sent["lampiran"] = [(photo(), "satu.jpg"), (photo((40, 40)), "dua.jpg")]
    done = citizen.post(aduan(place), sent, 200, content_type="multipart/form-data")
    assert {one["name"] for one in rows(app, "ticket_files")} == {"satu.jpg", "dua.jpg"}
    tracked = citizen.post("/lacak", form(done), 200)
    assert "satu.jpg" in tracked.seen
    assert "dua.jpg" in tracked.seen


def test_a_file_that_is_none_is_told_beside_its_field_and_the_text_stays(
    citizen: PageClient, place: Place
) -> None:
    sent: dict[str, Any] = form(citizen.get(aduan(place))) | {"isi": TEXT}
    sent["lampiran"] = [(BytesIO(b"PK\x03\x04rest"), "surat.docx")]
    back = citizen.post(aduan(place), sent, 422, content_type="multipart/form-data")
    assert "surat.docx" in back.problems()[0]
    assert back.find("//div[@data-errors]//a/@href") == ["#lampiran"]
    assert form(back)["isi"] == TEXT


def test_a_file_under_another_name_is_refused(citizen: PageClient, place: Place) -> None:
    sent: dict[str, Any] = form(citizen.get(aduan(place))) | {
        "isi": TEXT,
        "asing": (photo(), "a.jpg"),
    }
    back = citizen.post(aduan(place), sent, 422, content_type="multipart/form-data")
    assert "asing" in back.problems()[0]


def test_more_than_twenty_megabytes_is_not_read(
    citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.fronts.uploads.LARGEST", 300_000)
    sent: dict[str, Any] = form(citizen.get(aduan(place))) | {"isi": TEXT}
    sent["lampiran"] = [(BytesIO(b"\xff\xd8\xff" + bytes(400_000)), "besar.jpg")]
    page = citizen.post(aduan(place), sent, 413, content_type="multipart/form-data")
    assert "20 MB" in page.seen


def sent_whole(citizen: PageClient, path: str, fields: dict[str, Any]) -> int:
    """The status; encoded here, for the client would use a temporary file and leave it open."""
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return citizen.raw(path, "POST", data=body, content_type=kind).status_code


def test_two_megabytes_are_read_here_and_not_by_the_survey(
    app: Flask, citizen: PageClient, place: Place
) -> None:

    def large() -> FileStorage:
        return FileStorage(BytesIO(b"\xff\xd8\xff" + bytes(2_000_000)), "a.jpg")

    typed = form(citizen.get(aduan(place))) | {"isi": TEXT}
    assert sent_whole(citizen, aduan(place), {**typed, "lampiran": large()}) == 422
    assert sent_whole(citizen, place.form, {"lampiran": large()}) == 413
    assert attachment.LARGEST_REQUEST == 20 * 1024 * 1024


def test_only_a_form_that_can_bring_files_may_be_large(citizen: PageClient, place: Place) -> None:
    body = b"&".join(b"f%d=x" % one for one in range(40_000))
    kind = "application/x-www-form-urlencoded"
    for path in (aduan(place), f"/s/{place.point}/integritas", "/lacak", "/lacak/berkas"):
        assert citizen.raw(path, "POST", data=body, content_type=kind).status_code == 413
    told = b"isi=" + b"%F0%9F%98%80" * 16_000
    assert citizen.raw(aduan(place), "POST", data=told, content_type=kind).status_code == 400


def test_too_much_from_one_network_keeps_the_text_and_says_when_to_try_again(
    citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "MOST", 0)
    page = citizen.get(aduan(place))
    sent = form(page) | {"isi": TEXT}
    back = citizen.post(aduan(place), sent, 429)
    assert form(back)["isi"] == TEXT
    assert receipt(back) == receipt(page)
    assert int(back.response.headers["Retry-After"]) > 0


def test_a_closed_counter_takes_nothing(app: Flask, citizen: PageClient, place: Place) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.place import points
    from tests.factories import NOW

    sent = form(citizen.get(aduan(place))) | {"isi": TEXT}
    with app.app_context(), transaction():
        points.close(place.point, NOW)
    citizen.get(aduan(place), 410)
    citizen.post(aduan(place), sent, 410)
    assert rows(app, "tickets") == []


def test_the_protected_door_seals_whatever_comes(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    page = citizen.get(aduan(place, "integritas"))
    done = citizen.post(
        aduan(place, "integritas"), form(page) | {"isi": TEXT, "tempat": "Ruang Melati"}, 200
    )
    [row] = rows(app, "tickets")
    assert (row["sealed"], row["category"]) == (True, "wewenang")
    assert "Melati" not in repr(snapshot(app))
    assert "terlindungi" in done.seen
    tracked = citizen.post("/lacak", form(done), 200)
    assert "Ruang Melati" in tracked.seen


def test_known_codes_in_the_address_are_chosen_and_words_never_taken(
    citizen: PageClient, place: Place
) -> None:
    page = citizen.get(aduan(place) + "?layanan=kk&kategori=waktu&isi=Halo&judul=Halo")
    given = form(page)
    assert (given["layanan"], given["kategori"], given["isi"]) == ("kk", "waktu", "")
    assert "Halo" not in page.text
    other = form(citizen.get(aduan(place) + "?layanan=lain&kategori=%3Cb%3E"))
    assert (other["layanan"], other["kategori"]) == ("", "")


def survey(citizen: PageClient, place: Place) -> dict[str, str]:
    return {"csrf_token": form(citizen.get(place.form))["csrf_token"]}


def test_a_low_answer_with_a_suggestion_becomes_a_complaint_in_one_tap(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    said = 'Antre "lama" <sekali>'
    answer = filled(4, layanan="kk", waktu="1", perilaku="2", saran=said) | survey(citizen, place)
    thanks = citizen.post(place.form, answer, 200)
    assert thanks.h1 == "Terima kasih"
    assert said not in "".join(thanks.links())
    page = citizen.post(f"/s/{place.point}/aduan/lanjut", form(thanks), 200)
    given = form(page)
    assert (given["isi"], given["layanan"], given["kategori"]) == (said, "kk", "waktu")
    assert rows(app, "tickets") == []
    citizen.post(aduan(place), given, 200)
    assert len(rows(app, "tickets")) == 1
    assert len(rows(app, "answers")) == 1
    assert citizen.post(place.form, answer, 200).h1 == "Terima kasih"
    assert len(rows(app, "answers")) == 1


def test_a_low_answer_without_a_suggestion_is_led_on_by_a_link(
    citizen: PageClient, place: Place
) -> None:
    answer = filled(4, waktu="2") | survey(citizen, place)
    response = citizen.raw(place.form, "POST", data=answer)
    assert response.status_code == 303
    thanks = citizen.get(response.headers["Location"])
    [link] = [one for one in thanks.links() if "/aduan?" in one]
    given = form(citizen.get(link))
    assert (given["layanan"], given["kategori"]) == ("ktp", "waktu")


def test_a_good_answer_is_answered_as_ever(citizen: PageClient, place: Place) -> None:
    answer = filled(3, saran="Bagus") | survey(citizen, place)
    response = citizen.raw(place.form, "POST", data=answer)
    assert (response.status_code, response.headers["Location"]) == (
        303, f"/s/{place.point}/terima-kasih",
    )  # fmt: skip
    thanks = citizen.get(response.headers["Location"])
    assert not [one for one in thanks.links() if "aduan" in one]


@pytest.mark.parametrize("saran", ["", "Diminta lima puluh ribu"])
def test_a_low_answer_about_integrity_leads_to_the_protected_door(
    app: Flask, clock: Clock, saran: str
) -> None:
    place = make_place(app, instruments=("skm-2017", "spak"))
    citizen = PageClient(app)
    answer = filled(4, saran=saran, waktu="1") | {f"spak.{code}": "4" for code in SPAK}
    answer |= {"spak.pungli": "1"} | survey(citizen, place)
    thanks = citizen.post(place.form, answer, 200 if saran else 303)
    if saran:
        page = citizen.post(f"/s/{place.point}/aduan/lanjut", form(thanks), 200)
    else:
        [link] = [one for one in thanks.links() if "/integritas?" in one]
        page = citizen.get(link)
    assert page.h1 == "Laporan terlindungi"
    assert form(page)["kategori"] == "pungli"
    assert form(page)["isi"] == saran
    assert page.find("//form/@action") == [aduan(place, "integritas")]


def test_a_forged_way_on_keeps_what_was_typed(citizen: PageClient, place: Place) -> None:
    sent = {"isi": TEXT, "kategori": "waktu", "csrf_token": "x"}
    page = citizen.post(f"/s/{place.point}/aduan/lanjut", sent, 400)
    assert form(page)["isi"] == TEXT


def test_every_answer_is_kept_from_caches(citizen: PageClient, place: Place) -> None:
    page = citizen.get(aduan(place))
    done = citizen.post(aduan(place), form(page) | {"isi": TEXT}, 200)
    for one in (page, done, citizen.get("/lacak"), citizen.post("/lacak", form(done), 200)):
        assert one.response.headers["Cache-Control"] == "no-store"
        assert one.find("//meta[@name='robots']/@content") == ["noindex"]


def test_the_english_form_is_all_english(citizen: PageClient, place: Place) -> None:
    page = citizen.get(aduan(place) + "?bahasa=en")
    assert "Kirim" not in page.seen
    assert "Laporan" not in page.seen
    done = citizen.post(aduan(place), form(page) | {"isi": TEXT}, 200)
    assert done.root.get("lang") == "en"
    assert "Laporan" not in done.seen


def test_the_code_on_the_receipt_is_text_with_an_address_that_holds_no_secret(app: Flask) -> None:
    from kiosk.domain.complaint.receipt import Receipt
    from kiosk.fronts import receipts

    drawn: list[str] = []
    receipt_of = Receipt("B12M47VJ3", "teras mandiri betis pupuk limas muat misteri remaja")
    with pytest.MonkeyPatch.context() as patch, app.test_request_context("/", base_url=HERE):
        patch.setattr("kiosk.qr.drawing", lambda text, **_: drawn.append(text))
        receipts.code(receipt_of)
    number, phrase, address = drawn[0].splitlines()
    assert number == "Nomor: B12-M47-VJ3"
    assert phrase == f"Frasa: {receipt_of.phrase}"
    assert address == f"Cek: {HERE}/lacak"
