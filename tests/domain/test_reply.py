"""Reply templates are text with places, and nothing in them is ever run."""

import pytest

from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.reply import (
    FIELDS,
    LONGEST_BODY,
    MissingValue,
    Stage,
    Template,
    UnknownField,
    UnusableReply,
    check,
    draft,
    fields_of,
    fill,
    finished,
    parse,
)
from kiosk.store.complaint.shipped import reply_templates

VALUES = {name: f"<{name}>" for name in FIELDS}


def made(body: str, title: str = "Judul") -> Template:
    return Template("uji", None, Stage.ANSWER, title, body)


def test_every_field_is_put_in_its_place() -> None:
    body = " ".join(f"{{{name}}}" for name in FIELDS)
    assert fill(made(body), VALUES) == " ".join(f"<{name}>" for name in FIELDS)


@pytest.mark.parametrize(
    "code",
    ["{{7*7}}", "{7*7}", "{x.__class__}", "{nomor.__class__}", "{nomor!r}", "{nomor:>10}", "{0}",
     "%s", "%(nomor)s", "$nomor", "${nomor }", "{{nomor}}", "{% if 1 %}", "{}", "{ nomor }", "{",
     "}", "#{nomor.x}", "<%= 7*7 %>", "{nomor[0]}", "\\{0}"],
)  # fmt: skip
def test_what_looks_like_code_stays_literal(code: str) -> None:
    assert fill(made(f"awal {code} akhir"), VALUES) == f"awal {code} akhir"
    assert draft(made(f"awal {code} akhir"), VALUES) == f"awal {code} akhir"


def test_a_value_is_never_read_for_places() -> None:
    values = {**VALUES, "jawaban": "{nomor} {telepon} {{7*7}} \\1 %s"}
    assert fill(made("{jawaban}/{nomor}"), values) == "{nomor} {telepon} {{7*7}} \\1 %s/<nomor>"


@pytest.mark.parametrize("act", [fill, draft])
def test_an_unknown_field_is_refused_by_name(act: object) -> None:
    assert callable(act)
    with pytest.raises(UnknownField, match=r"Isian \{nomer\} tidak dikenal.*\{nomor\}"):
        act(made("Nomor {nomer}"), VALUES)


@pytest.mark.parametrize("values", [{}, {"telepon": ""}, {"telepon": "  "}])
def test_a_field_without_a_value_is_refused_by_name(values: dict[str, str]) -> None:
    with pytest.raises(MissingValue, match=r"Isian \{telepon\} belum ada isinya"):
        fill(made("Hubungi {telepon}"), values)


def test_a_draft_keeps_open_places_and_is_not_finished() -> None:
    begun = draft(made("{nomor}: {jawaban}"), {"nomor": "A-1", "jawaban": " "})
    assert begun == "A-1: {jawaban}"
    with pytest.raises(MissingValue, match="jawaban"):
        finished(begun)
    assert finished("A-1: selesai {sekali}") == "A-1: selesai {sekali}"


def test_fields_are_listed_once_in_order() -> None:
    assert fields_of("{b} {a} {b} {{c}} {d.e}") == ("b", "a")


@pytest.mark.parametrize(
    "template",
    [made(""), made("isi", " "), made("x" * (LONGEST_BODY + 1)), made("isi", "t" * 121),
     made("{salah}"), made("isi", "Laporan {nomor}")],
)  # fmt: skip
def test_what_could_not_be_filled_is_not_kept(template: Template) -> None:
    with pytest.raises(UnusableReply):
        check(template)


def test_a_template_of_a_class_suits_that_class_only() -> None:
    answer = Template("a", TicketClass.ASPIRATION, Stage.ANSWER, "t", "b")
    assert answer.suits(TicketClass.ASPIRATION)
    assert not answer.suits(TicketClass.ORDINARY)
    assert all(made("b").suits(one) for one in TicketClass)


def test_fifteen_templates_are_shipped_for_every_stage_and_class() -> None:
    shipped = reply_templates()
    assert len(shipped) == 15
    assert {one.stage for one in shipped} == set(Stage)
    answered = {one.ticket_class for one in shipped if one.stage is Stage.ANSWER}
    assert answered == set(TicketClass)


@pytest.mark.parametrize("template", reply_templates(), ids=lambda one: one.code)
def test_a_shipped_template_fills_and_speaks_to_anda(template: Template) -> None:
    text = fill(template, VALUES)
    assert "<nomor>" in text
    assert "{" not in text
    assert "Anda" in text
    assert not {"kamu", "saudara", "silahkan", "nomer"} & set(text.casefold().split())


@pytest.mark.parametrize(
    "text",
    ["", "template = 3", "[[template]]\ncode = 'a'", "kacau [",
     "[[template]]\ncode='a'\nstage='lain'\ntitle='t'\nbody='b'",
     "[[template]]\ncode='a'\nclass='lain'\nstage='jawaban'\ntitle='t'\nbody='b'",
     "[[template]]\ncode='a'\nstage='jawaban'\ntitle='t'\nbody='b'\n" * 2],
)  # fmt: skip
def test_a_file_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(UnusableReply):
        parse(text)
