"""`kiosk score` and `kiosk sample` as an operator uses them: real files, one line on refusal."""

import io
import json
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kiosk.commands.score import sample_size, score
from kiosk.flows import steps
from kiosk.flows.steps import load_instrument, read_answers

NINE = [f"U{place}" for place in range(1, 10)]
ROWS = [[4, 4, 3, 4, 3, 4, 4, 3, 3], [4, 3, 3, 4, 3, 3, 3, 3, 3], [4, 3, 4, 4, 4, 4, 4, 4, 4]]


def run(*args: object) -> Result:
    return CliRunner().invoke(score, [str(arg) for arg in args])


def document(*args: object) -> dict:  # type: ignore[type-arg]
    result = run(*args, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def refused(*args: object) -> str:
    """The one line of a refusal; nothing else is printed anywhere."""
    result = run(*args, "--json")
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr
    return result.stderr


def csv_file(folder: Path, text: str | bytes, name: str = "jawaban.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def json_file(folder: Path, content: object) -> Path:
    text = content if isinstance(content, str) else json.dumps(content)
    return csv_file(folder, text, "data.json")


def plain_csv(delimiter: str = ",") -> str:
    return "\n".join(delimiter.join(map(str, row)) for row in [NINE, *ROWS])


def office_book(folder: Path) -> Path:
    """The layout an office keeps, made by a spreadsheet program: merged cells and formulas."""
    book = Workbook()
    page = book.active
    page.title = "Pengolahan"
    page["A1"] = "PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT PER RESPONDEN"
    page.merge_cells("A1:J1")
    page["A3"], page["B3"] = "UNIT PELAYANAN", ": Disdukcapil"
    page["A5"], page["B5"] = "No. Resp", "NILAI UNSUR PELAYANAN"
    page.merge_cells("A5:A6")
    page.merge_cells("B5:J5")
    for place, title in enumerate(NINE, 2):
        page.cell(6, place, title)
    for number, row in enumerate(ROWS, 1):
        page.append([number, *row])
    page.append(["Jumlah nilai/unsur", *(f"=SUM({c}7:{c}9)" for c in "BCDEFGHIJ")])
    page.append(["NRR/unsur", *(f"={c}10/3" for c in "BCDEFGHIJ")])
    page.append(["IKM Unit Pelayanan", "=SUM(B11:J11)/9*25"])
    page.append(["Keterangan: U1 s.d. U9 = unsur pelayanan"])
    book.create_sheet("Grafik")["A1"] = "kosong"
    path = folder / "olah data.xlsx"
    book.save(path)
    return path


def test_the_office_workbook_gives_what_a_plain_file_gives(tmp_path: Path) -> None:
    office = document(office_book(tmp_path))
    plain = document(csv_file(tmp_path, plain_csv()))
    assert office["ikm"] == plain["ikm"] == "88.89"  # 96 / 27 x 25
    assert office["unsur"] == plain["unsur"]
    assert office["respondents"] == 3
    assert [row["row"] for row in office["excluded"]] == [10, 11, 12, 13]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_of_any_spreadsheet_is_read(
    tmp_path: Path, delimiter: str, mark: str, end: str
) -> None:
    text = mark + plain_csv(delimiter).replace("\n", end)
    assert document(csv_file(tmp_path, text))["ikm"] == "88.89"


def test_a_csv_of_an_older_windows_is_read(tmp_path: Path) -> None:
    text = "Nama,U1\nJosé,4\n".encode("cp1252")
    assert document(csv_file(tmp_path, text))["respondents"] == 1


def test_rows_in_json_are_read_either_way(tmp_path: Path) -> None:
    rows = [dict(zip(NINE, row, strict=True)) for row in ROWS]
    assert document(json_file(tmp_path, rows))["ikm"] == "88.89"
    assert document(json_file(tmp_path, {"rows": rows}))["ikm"] == "88.89"


def test_the_document_answers_all_it_promises(tmp_path: Path) -> None:
    found = document(csv_file(tmp_path, plain_csv()), "--weight", "0.11")
    assert found["instrument"] == "skm-2017"
    assert (found["ikm"], found["mutu"], found["kinerja"]) == ("88.00", "B", "Baik")
    assert found["unrounded"] == "88.00"
    assert found["index"] == "3.5200"
    assert found["weight"] == "0.11"
    assert found["rounding"] == {
        "unsur": None, "weighted": None, "index": None, "final": "2 half up",
    }  # fmt: skip
    assert found["bands"] == "2017"
    assert found["unsur"][7] == {
        "code": "pengaduan", "label": "U8", "name": "Penanganan Pengaduan, Saran dan Masukan",
        "n": 3, "sum": 10, "nrr": "3.3333", "weighted": "0.3667", "value": "83.33", "mutu": "B",
        "kinerja": "Baik",
    }  # fmt: skip
    assert found["interval"]["level"] == "0.95"
    assert found["reconciliation"] == [
        {"weight": "0.111", "ikm": "88.80", "mutu": "A"},
        {"weight": "0.11", "ikm": "88.00", "mutu": "B"},
        {"weight": "exact", "ikm": "88.89", "mutu": "A"},
    ]
    assert found["excluded"] == []


def test_one_row_is_scored_and_has_no_interval(tmp_path: Path) -> None:
    found = document(csv_file(tmp_path, "U1,U2\n4,3\n"))
    assert (found["respondents"], found["ikm"], found["interval"]) == (1, "87.50", None)


def test_means_need_no_respondents(tmp_path: Path) -> None:
    found = document(json_file(tmp_path, {"means": {"persyaratan": "3.58", "waktu": 3.5}}))
    assert (found["respondents"], found["interval"]) == (None, None)
    assert [(one["code"], one["n"], one["sum"]) for one in found["unsur"]] == [
        ("persyaratan", None, None),
        ("waktu", None, None),
    ]
    assert "Biaya/Tarif" in found["remarks"][0]


def test_frequencies_of_sub_items_are_averaged_inside_their_unsur(tmp_path: Path) -> None:
    given = {"U1": {"4": 2}, "U2.1": {"1": 2}, "U2.2": {"3": 2}}
    found = document(json_file(tmp_path, {"frequencies": given}))
    assert (found["ikm"], found["respondents"]) == ("75.00", 2)  # (4 + 2) / 2 x 25


def test_spkp_to_six_is_graded_on_the_scale_of_four(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "spkp.waktu,spkp.biaya,waktu\n6,5,1\n5,6,1\n")
    found = document(path, "--instrument", "spkp-6")
    assert (found["ikm"], found["index"], found["mutu"]) == ("91.67", "5.5000", "A")
    assert document(path, "--instrument", "spkp-6", "--conversion", "min-max")["ikm"] == "92.50"


def test_the_table_for_people_says_everything_with_a_decimal_comma(tmp_path: Path) -> None:
    shown = run(office_book(tmp_path)).stdout
    assert re.search(r"^IKM +88,89$", shown, re.M)
    assert re.search(r"^Mutu +A \(Sangat baik\)", shown, re.M)
    assert re.search(r"^Selang 95 % .* sampai 100,00; mutu .* belum dapat dibedakan$", shown, re.M)
    assert "Unsur terendah: U2 Sistem, Mekanisme, dan Prosedur; U3 Waktu" in shown
    assert "bobot 0,111" in shown
    assert "baris 10: Baris penutup: Jumlah nilai/unsur" in shown
    assert "Kolom yang diabaikan: No. Resp" in shown


@pytest.mark.parametrize("cell", ["0", "5", "3.5", '"3,5"', "empat", "-1"])
def test_a_value_off_the_scale_names_file_row_column_and_what_was_expected(
    tmp_path: Path, cell: str
) -> None:
    line = refused(csv_file(tmp_path, f"No,U1,U2\n1,4,4\n2,4,{cell}\n"))
    for part in ("jawaban.csv", "baris 3", "U2", "1 sampai 4"):
        assert part in line


def test_a_wrong_cell_of_a_workbook_is_named_by_its_place(tmp_path: Path) -> None:
    book = Workbook()
    for row in [["No", "U1", "U2"], [1, 4, 5]]:
        book.active.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert "sel C2" in refused(path)


def test_an_answer_that_is_a_formula_without_result_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    for row in [["No", "U1", "U2"], [1, 4, "=3+1"]]:
        book.active.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert "rumus =3+1 belum punya hasil" in refused(path)


def test_a_stored_result_of_a_formula_is_used(tmp_path: Path) -> None:
    path = office_book(tmp_path)
    cached = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(cached, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(
                    b'<c r="B7" t="n"><v>4</v></c>', b'<c r="B7"><f>2+1</f><v>3</v></c>'
                )
            new.writestr(name, content)
    assert document(cached)["unsur"][0]["sum"] == 11


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.csv", b"", "kosong"),
        ("a.csv", b" \n\n", "kosong"),
        ("a.csv", b"U1,U2\n", "Tidak ada satu pun baris jawaban"),
        ("a.csv", b"U1,U2\n4,\0\n", "NUL"),
        ("a.csv", b"nama,alamat\nA,B\n", "judul kolom tidak ditemukan"),
        ("a.csv", b'U1,U2\n4,"4\n', "bukan CSV yang utuh"),
        ("a.csv", b"U1,U2\n3,5,4\n", "ada 3 kolom"),
        ("a.ods", b"PK", "jenis berkas tidak dikenal"),
        ("a.xlsx", b"PK\x03\x04 rusak", "bukan XLSX yang utuh"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 lama", "bukan XLSX yang utuh"),
        ("a.json", b"{", "bukan JSON"),
        ("a.json", b"\xff\xfe{}", "bukan JSON"),
        ("a.json", b"[" * 100_000, "bukan JSON"),
        ("a.json", b"null", "bukan objek"),
        ("a.json", b"[]", "Tidak ada kolom butir"),
        ("a.json", b"[1, 2]", "daftar baris"),
        ("a.json", b'[{"U1": true}]', "1 sampai 4"),
        ("a.json", b'[{"U1": [4]}]', "1 sampai 4"),
        ("a.json", b'[{"U1": 1e999999999}]', "1 sampai 4"),
        ("a.json", b'[{"U1": NaN}]', "bukan JSON"),
        ("a.json", b'{"U1": 4}', "tepat satu"),
        ("a.json", b'{"means": {"U1": 3}, "rows": []}', "tepat satu"),
        ("a.json", b'{"means": {"U1": 3, "U1": 4}}', "dua kali"),
        ("a.json", b'{"means": {}}', "satu unsur atau lebih"),
        ("a.json", b'{"means": [3]}', "satu unsur atau lebih"),
        ("a.json", b'{"means": {"U1": "3,58"}}', "titik desimal"),
        ("a.json", b'{"means": {"U1": 0}}', "1 sampai 4"),
        ("a.json", b'{"means": {"U1": 4.01}}', "1 sampai 4"),
        ("a.json", b'{"means": {"U1": null}}', "1 sampai 4"),
        ("a.json", b'{"means": {"U1": 1.1e-999999999}}', "1 sampai 4"),
        ("a.json", b'{"means": {"kesan": 3}}', "kesan"),
        ("a.json", b'{"means": {"U1": 3}, "respondents": 0}', "respondents"),
        ("a.json", b'{"means": {"U1": 3}, "respondents": "100"}', "respondents"),
        ("a.json", b'{"frequencies": {"U1": {"5": 1}}}', "di luar skala"),
        ("a.json", b'{"frequencies": {"U1": {"4": -1}}}', "bilangan bulat"),
        ("a.json", b'{"frequencies": {"U1": {"4": 1.5}}}', "bilangan bulat"),
        ("a.json", b'{"frequencies": {"U1": {"4": "35"}}}', "bilangan bulat"),
        ("a.json", b'{"frequencies": {"U1": 35}}', "objek"),
        ("a.json", b'{"frequencies": {"U1": {"4": 0}}}', "tidak ada jawaban"),
        ("a.json", b'{"frequencies": {"U1": {"4": 9}}, "respondents": 8}', "lebih kecil"),
    ],
)
def test_unusable_input_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, part: str
) -> None:
    line = refused(csv_file(tmp_path, content, name))
    assert name in line
    assert part in line


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "tidak.csv" in refused(tmp_path / "tidak.csv")
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert "tidak dapat dibaca" in refused(folder)


@pytest.mark.parametrize(
    "options",
    [
        ["--weight", "1.5"], ["--weight", "0,11"], ["--weight", "tiga"], ["--round-unsur", "9"],
        ["--round-weighted", "-1"], ["--round-index", "x"], ["--bands", "2020"],
        ["--instrument", "skm-1999"], ["--instrument", "../skm-2017"], ["--conversion", "x"],
        ["--weight", "0.5"],
    ],
)  # fmt: skip
def test_unusable_options_are_refused_in_one_line(tmp_path: Path, options: list[str]) -> None:
    refused(csv_file(tmp_path, plain_csv()), *options)


def test_a_file_larger_than_the_limit_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "LARGEST_FILE", 10)
    assert "50 MB" in refused(csv_file(tmp_path, plain_csv()))


def test_a_workbook_that_unpacks_too_large_is_not_unpacked(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * (steps.LARGEST_PART + 1))
    assert "terlalu besar" in refused(csv_file(tmp_path, made.getvalue(), "bom.xlsx"))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_too_many_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(steps, "MOST_ROWS", 3)
    path = tmp_path / name
    if name == "a.csv":
        path.write_text(plain_csv(), "utf-8")
    else:
        book = Workbook()
        for row in [NINE, *ROWS]:
            book.active.append(row)
        book.save(path)
    assert "lebih dari 3 baris" in refused(path)


def test_of_two_sheets_with_answers_the_first_is_read_and_the_other_named(tmp_path: Path) -> None:
    book = Workbook()
    for title, value in (("Oktober", 4), ("November", 2)):
        page = book.create_sheet(title)
        page.append(["U1", "U2"])
        page.append([value, value])
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = document(path)
    assert found["ikm"] == "100.00"
    assert "Oktober" in found["remarks"][0]
    assert "November" in found["remarks"][0]


def test_a_weight_that_does_not_fit_the_number_of_unsur_is_remarked(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "U1,U2,U3,U4,U5,U6,U7,U8\n" + ",".join("4" * 8))
    assert document(path, "--weight", "0.125")["remarks"] == []
    assert "0,888" in document(path, "--weight", "0.111")["remarks"][0]


def test_import_reads_the_same_rows_with_profile_and_numbers(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Jenis Kelamin,waktu,biaya,saran\nP,4,,bagus\n\nTotal,4,,\n")
    reading = read_answers(path, load_instrument("skm-2017")).reading
    (only,) = reading.respondents
    assert (only.row, only.scores) == (2, {"waktu": 4})
    assert only.profile == {"jenis_kelamin": "P", "saran": "bagus"}
    assert [(one.row, one.reason) for one in reading.excluded] == [(4, "Baris penutup: Total")]


def test_sample_in_json_and_for_people() -> None:
    found = CliRunner().invoke(sample_size, ["1000", "--json"])
    assert json.loads(found.stdout) == {"population": 1000, "formula": 278, "table": 278}
    assert "278" in CliRunner().invoke(sample_size, ["1000"]).stdout


@pytest.mark.parametrize("population", ["0", "-5", "1.000", "x", "", "9" * 12, "9" * 30])
def test_sample_refuses_what_is_no_population(population: str) -> None:
    result = CliRunner().invoke(sample_size, [population, "--json"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


@given(
    st.sampled_from(["csv", "json", "xlsx"]),
    st.binary(max_size=60)
    | st.text("U123.,;\t\n\"'-45 []{}:0aeNΣ", max_size=60).map(str.encode)
    | st.lists(st.text("0123456789,.-\n", max_size=6), max_size=9).map(
        lambda cells: ("U1,U2,U3\n" + ",".join(cells)).encode()
    ),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_at_all_are_scored_or_refused_in_one_line(ending: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        result = run(csv_file(Path(folder), content, f"a.{ending}"), "--json")
    assert result.exit_code in (0, 2), result.exception
    if result.exit_code == 2:
        assert (result.stdout, len(result.stderr.splitlines())) == ("", 1)
