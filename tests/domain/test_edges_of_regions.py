"""What a region gives away and from where it is read: each rule where it turns, in its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.domain.complaint import lapor, steps
from kiosk.domain.complaint.attachment_name import inline_headers
from kiosk.domain.index import answer_table, closing, period, publisher
from kiosk.domain.index.answer_table import Group, UnfitMonths, grouped, over
from kiosk.domain.index.nation import RegionNews
from kiosk.domain.index.publisher import UnusablePublisher
from kiosk.domain.index.region import Handled, NotTakingPart, Spot, spot_of
from kiosk.domain.index.splitting import Kind, keys_of
from kiosk.domain.index.tally import of_scores, times
from kiosk.domain.place.edit import tidied
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import file_map, sharing
from kiosk.domain.survey.sharing import InvalidPairs
from kiosk.domain.survey.visit_token import minutes_between
from kiosk.domain.upkeep import retention
from kiosk.domain.upkeep.following import Look, Standing, judged, of_replica
from kiosk.domain.upkeep.retention import Rule
from kiosk.domain.upkeep.surroundings import Finding
from kiosk.domain.zi.lke_parse import InvalidLke, parse
from kiosk.domain.zi.phase import Phase, Step, holding
from kiosk.flows.steps import load_instrument

NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
MONTHS = [202612, 202608, 202609, 202610, 202511]


@pytest.mark.parametrize(
    ("age", "found", "told"),
    [
        (30, Look(Standing.FOLLOWS, 30), "mengikuti, 30 detik di belakang (batas 30)"),
        (30.6, Look(Standing.BEHIND, 30.6),
         "tertinggal, 31 detik di belakang (batas 30); angka dibaca dari basis data utama. Periksa "
         "server replika dan kiosk jobs"),
        (None, Look(Standing.UNKNOWN),
         "bukan replika, atau belum menerima apa pun; angka dibaca dari basis data utama. Periksa "
         "server replika dan kiosk jobs"),
    ],
)  # fmt: skip
def test_a_replica_is_read_while_it_follows(age: float | None, found: Look, told: str) -> None:
    assert judged(age, 30) == found
    assert of_replica(found, 30) == Finding("replika", found.standing is Standing.FOLLOWS, told)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("", "", [202511, 202608, 202609]), ("2026-08", "2026-08", [202608]),
        ("2026-09", "", [202609]), ("", "2026-07", [202511]),
        ("2026-01", "2026-12", [202608, 202609]),
    ],
)  # fmt: skip
def test_a_month_that_goes_on_is_in_no_table(since: str, until: str, found: list[int]) -> None:
    assert over(MONTHS, since, until, NOW) == found
    eve = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    assert (202610 in over(MONTHS, "", "", eve - timedelta(seconds=1))) is False
    assert 202610 in over(MONTHS, "", "", eve)


@pytest.mark.parametrize(("since", "until"), [("2026-10", ""), ("2026-09", "2026-08")])
def test_a_span_without_a_month_is_refused(since: str, until: str) -> None:
    with pytest.raises(UnfitMonths) as refused:
        over(MONTHS, since, until, NOW)
    assert str(refused.value) == "Tidak ada bulan yang sudah lewat di antara kedua bulan itu."


def test_rows_say_of_their_place_what_enough_others_say() -> None:
    places = {
        (1, 1): ("53", "dukcapil", "a", "ktp"), (1, 2): ("53", "dukcapil", "a", "kk"),
        (2, 1): ("53", "dukcapil", "b", "ktp"), (3, 1): ("", "lainnya", "c", "x"),
    }  # fmt: skip
    counts = {(3, 1): 6, (2, 1): 7, (1, 1): 9, (1, 2): 8}
    assert grouped(places, counts, 5) == {
        "00": [Group("lainnya", "c", "x", ((3, 1),))],
        "53": [
            Group("dukcapil", "a", "kk", ((1, 2),)), Group("dukcapil", "a", "ktp", ((1, 1),)),
            Group("dukcapil", "b", "ktp", ((2, 1),)),
        ],
    }  # fmt: skip
    few = grouped(places, {(1, 1): 9, (1, 2): 2, (2, 1): 7}, 5)
    assert few["53"][0] == Group("dukcapil", "a", None, ((1, 1), (1, 2)))
    assert grouped(places, {(1, 1): 4}, 5) == {}
    assert grouped(places, {(1, 1): 5}, 5) != {}


def test_a_folder_is_named_by_province_and_month() -> None:
    assert answer_table.partition("53", 202601) == "provinsi=53/bulan=2026-01"
    for path, fits in (
        ("provinsi=53/bulan=2026-01", True), ("provinsi=5/bulan=2026-01", False),
        ("provinsi=53/bulan=2026-1", False), ("provinsi=53/bulan=2026-01/x", False),
    ):  # fmt: skip
        assert answer_table.is_partition(path) is fits
    skm = load_instrument("skm-2017")
    lines = answer_table.dictionary([skm]).splitlines()
    assert len(lines) == 10
    assert lines[0].lstrip("\ufeff").replace('"', "").replace(";", ",") == (
        "instrumen,kolom,unsur,nama_unsur,nilai_terendah,nilai_tertinggi,butir"
    )
    first = next(iter(skm.items.values()))
    for word in ("skm-2017", first.code, first.unsur, skm.unsur[0].name["id"], first.text["id"]):
        assert word in lines[1]


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (
            lambda: publisher.check_region("x" * 50),
            f'Kode wilayah "{"x" * 40}" tidak dikenal. Tulis misalnya 53 atau 53.71.',
        ),
        (
            lambda: publisher.check_role("A" * 70),
            f'Nama "{"A" * 40}" tidak dapat dipakai: huruf kecil, angka dan garis bawah saja.',
        ),
        (
            lambda: publisher.check_address("postgresql://a:b@10.0.0.1/suara"),
            "Alamat wilayah tidak boleh memuat kata sandi. Simpan di berkas pgpass milik server "
            "basis data nasional (mode 0600), lalu tambahkan passfile=/jalur/berkas pada "
            "alamatnya.",
        ),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(check: Callable[[], object], told: str) -> None:
    with pytest.raises(UnusablePublisher) as refused:
        check()
    assert str(refused.value) == told


def test_what_can_be_used_is_taken_as_it_is() -> None:
    for fit in ("postgresql://a@10.0.0.1/suara", "postgres:///suara?passfile=/a"):
        assert publisher.check_address(fit) == fit
    unfit = ("mysql://a/b", "postgresql://a/", "postgresql://a/b\0", "postgresql://a/b?password=x",
             "postgresql://a/b?password=")  # fmt: skip
    for one in unfit:
        with pytest.raises(UnusablePublisher):
            publisher.check_address(one)
    assert publisher.check_role("_a9") == "_a9"
    assert publisher.check_role("a" * 63) == "a" * 63
    for name in ("9a", "", "a" * 64, "a-b"):
        with pytest.raises(UnusablePublisher):
            publisher.check_role(name)
    assert publisher.subscription_of("53.71") == "suara_loket_53_71"
    assert publisher.quoted("a'b") == "'a''b'"


def test_a_region_stands_by_its_settings_and_is_stale_after_a_day() -> None:
    def spot(code: str) -> Spot:
        return spot_of({"kode-wilayah": code, "jenis-unit": "dukcapil"}, "a")

    assert [spot(code) for code in ("tidak", "53.71")] == [
        Spot("", "dukcapil", "a"), Spot("53", "dukcapil", "a")
    ]  # fmt: skip
    for hours, stale in ((26, False), (27, True)):
        news = RegionNews("53", NOW - timedelta(hours=hours), 1, "jalan", newer=False)
        assert news.is_stale(NOW) is stale
    assert RegionNews("53", None, 0, "putus", newer=False).is_stale(NOW)
    assert Handled(1, 2, 3, 4, 5, 6) + Handled(1, 1, 1, 1, 1, 1) == Handled(2, 3, 4, 5, 6, 7)
    assert str(NotTakingPart()).startswith("Instalasi ini belum mempunyai kode wilayah.")


def test_an_answer_belongs_to_its_hour_its_day_and_what_its_giver_said() -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Asia/Makassar")
    late = datetime(2026, 10, 14, 17, 30, tzinfo=UTC)
    assert keys_of(7, late, "jLu3zz", zone) == [
        (Kind.EVERY, 0, 0), (Kind.JENIS_KELAMIN, ord("L"), 0), (Kind.USIA, ord("3"), 0),
        (Kind.SLOT, 3 * 24 + 1, 0), (Kind.DAY, late.toordinal() + 1, 7),
    ]  # fmt: skip
    assert keys_of(7, None, None, zone) == [(Kind.EVERY, 0, 0)]


RULES = (
    Rule("sesi", "Sesi", 30, "akhir", retention.BY_RUN, "x", setting=True, capped=False),
    Rule("audit", "Audit", 0, "akhir", retention.FOREVER, "x", setting=False, capped=False),
    Rule("draf", "Draf", 40, "akhir", retention.BY_RUN, "x", setting=False, capped=True),
)


def plain(told: str) -> Callable[[Callable[[], object]], None]:
    """What is refused says exactly this."""

    def check(of: Callable[[], object]) -> None:
        with pytest.raises(Refusal) as refused:
            of()
        assert str(refused.value) == told

    return check


def test_periods_and_classes_that_do_not_fit_are_refused_in_words() -> None:
    october = period.parse("2026-10")
    plain("Tulis alasan dengan 10 sampai 500 karakter.")(lambda: closing.clean_reason("x" * 9))
    plain("Tulis alasan dengan 10 sampai 500 karakter.")(lambda: closing.clean_reason("x" * 501))
    assert closing.clean_reason(" " + "x" * 10) == "x" * 10
    assert closing.clean_reason("x" * 500) == "x" * 500
    plain("Oktober 2026 belum berakhir. Periode ditutup setelah bulan terakhirnya lewat.")(
        lambda: closing.check_ended(october, NOW, "Asia/Makassar")
    )
    closing.check_ended(period.parse("2026-09"), NOW, "Asia/Makassar")
    plain("Impor memerlukan satu bulan, misalnya 2026-10.")(
        lambda: period.begun_month(period.parse("2026-Q3"), NOW, "Asia/Makassar")
    )
    plain("Bulan November 2026 belum dimulai.")(
        lambda: period.begun_month(period.parse("2026-11"), NOW, "Asia/Makassar")
    )
    assert period.begun_month(october, NOW, "Asia/Makassar") == 202610
    plain('Kelas "audit" tidak ada. Yang ada: sesi, draf.')(lambda: retention.find(RULES, "audit"))
    assert retention.find(RULES, "draf") is RULES[2]
    assert RULES[0].before(NOW) == NOW - timedelta(days=30)
    assert RULES[0].before(NOW, 7) == NOW - timedelta(days=7)


def test_small_rules_of_files_counts_and_clocks() -> None:
    assert inline_headers("image/jpeg") == {
        "Content-Type": "image/jpeg",
        "Content-Disposition": "inline",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    with pytest.raises(ValueError, match="application/pdf"):
        inline_headers("application/pdf")
    skm = load_instrument("skm-2017")
    first, second = list(skm.items)[:2]
    one, both = (of_scores(skm, [{first: 4}] * many + [{second: 2}]) for many in (1, 3))
    rest = both - one
    assert (rest.respondents, rest.counts[first]) == (2, (0, 0, 0, 2))
    assert (rest + one, rest.total) == (both, both.total - one.total)
    assert times(one, 3).counts[first] == (0, 0, 0, 3)
    assert times(one, 3).respondents == 6
    assert isinstance(minutes_between(5, NOW), int)
    mixed = lapor.parse("nomor,nomor_lapor,status,lain\n23456789A,7,,a;b\n")
    assert [line.number for line in mixed] == ["23456789A"]
    many = tuple(steps.Step(NOW.date() + timedelta(days=at), True, f"a{at}") for at in range(64))
    assert "9\u0100\u0101" in steps.kept(many)


def test_a_mapping_that_is_none_is_refused_in_words() -> None:
    keys = "columns, header, instrument, month, order, scale, service, sheet, words, zero"
    unfit: list[object] = [[], {"header": 1}, {"columns": {}, "lain": 1}]
    for given in unfit:
        plain(f"Pemetaan seharusnya objek JSON dengan kunci: {keys}.")(
            lambda given=given: file_map.of_document(given)  # type: ignore[misc]
        )
    short = '"sheet" pada pemetaan seharusnya teks pendek.'
    plain(short)(lambda: file_map.of_document({"columns": {}, "sheet": 1}))
    spkp = load_instrument("spkp")
    spkp = replace(spkp, scale=replace(spkp.scale, high=6))
    item, scale = next(iter(spkp.items)), list(file_map.SCALES)[-1]
    assert scale != file_map.AS_IS
    made = file_map.FileMap("spkp", header=1, columns={0: item}, scale=scale)
    plain("Skala hanya dapat diubah untuk instrumen 1 sampai 4.")(
        lambda: file_map.check(made, spkp)
    )


def test_the_newest_predicate_is_held() -> None:
    def granted(number: int, on: date) -> Step:
        return Step(number, 1, on.year, Phase.GRANTED, on, {}, "", True, True, 1, NOW, 1)

    old, new = granted(9, date(2025, 1, 1)), granted(1, date(2026, 1, 1))
    for pair in ([old, new], [new, old]):
        assert holding(pair, [], NOW.date()) is new
    assert holding([old, granted(2, date(2026, 12, 1))], [], NOW.date()) is old


def test_what_is_just_too_large_is_refused() -> None:
    for header, fits in ((1_000_000, True), (1_000_001, False), (-1, False), (True, False)):
        given = {"columns": {}, "header": header}
        if fits:
            assert file_map.of_document(given).header == header
            continue
        with pytest.raises(file_map.InvalidMap, match="header"):
            file_map.of_document(given)
    assert tidied("a\ud800b\u200b\ue000\uffff c") == "ab c"
    with pytest.raises(InvalidLke, match=r"^Berkas LKE, seluruhnya: bukan TOML"):
        parse("[[")
    with pytest.raises(InvalidPairs, match=r"^Berkas butir bersama tidak terbaca: "):
        sharing.parse("[[")
