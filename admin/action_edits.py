"""An action plan is written, begun, called done, dropped or taken back."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from wtforms import BooleanField, FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.widgets import DateInput

from admin import access, actions, desk, zi
from admin.editing import Answer, EditForm, attempt, choices, page
from admin.plan_edits import ACCEPT
from kiosk import clock
from kiosk.domain.index.plan import STEPS, Move
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.action import AREA_NAMES, Typed
from kiosk.flows.proving import Sent
from kiosk.flows.zi.move_action import move_action
from kiosk.flows.zi.show_action import ActionView, people_of, show_action
from kiosk.flows.zi.write_action import edit_action, make_action
from kiosk.fronts import uploads
from kiosk.fronts.house import house

bp = Blueprint("action_edits", __name__)
_SIDES = {"owner_id": "Diingatkan", "state": "Keadaan", "done_on": "Tanggal selesai"}


class ActionForm(EditForm):
    """Names of what is kept under another name than it is typed, for what somebody else saved."""

    def _label(self, name: str) -> str:
        return _SIDES.get(name) or super()._label(name)


class WordsForm(ActionForm):
    version = HiddenField()
    area = SelectField(
        "Area perubahan",
        choices=choices([(one, f"{one}. {label}") for one, label in AREA_NAMES.items()]),
        validate_choice=False,
    )
    action = TextAreaField(
        "Tindakan",
        description="Apa yang akan dilakukan, sehingga orang luar dapat melihat sudah atau belum.",
        render_kw={"rows": 3},
    )
    owner = StringField("Penanggung jawab", description="Jabatan dalam tim kerja.")
    owner_code = SelectField(
        "Siapa yang diingatkan",
        description="Lewat surel, tujuh hari sebelum tenggat, pada harinya, dan tiap minggu "
        "sesudahnya. Bila kosong, kepala unit.",
        choices=[],
        validate_choice=False,
    )
    due = StringField("Tenggat", widget=DateInput())
    progress = StringField(
        "Kemajuan, dalam persen", description="0 sampai 99.", render_kw={"inputmode": "numeric"}
    )
    notes = TextAreaField("Catatan", render_kw={"rows": 3})


class NoteForm(ActionForm):
    version = HiddenField()
    note = TextAreaField("Alasan", description="Masuk riwayat rencana aksi.", render_kw={"rows": 3})


class DoneForm(ActionForm):
    version = HiddenField()
    note = TextAreaField(
        "Apa yang sudah dilakukan", description="Masuk riwayat rencana aksi.", render_kw={"rows": 3}
    )
    lampiran = FileField(
        "Bukti: foto atau PDF",
        description="Foto paling besar 8 MB, PDF 10 MB. Data lokasi dalam foto dibuang.",
        render_kw={"accept": ACCEPT},
    )
    caption = StringField("Keterangan bukti")
    public = BooleanField("Foto ini boleh dilihat semua orang. Pastikan tidak ada wajah warga.")


@bp.route("/zi/<unit>/<int:year>/aksi/baru", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def make(unit: str, year: int) -> Answer:
    around = zi.around(unit, year, "desk.actions.listed")
    card, people = people_of(unit)
    form, status = WordsForm(data={"area": request.args.get("area", "I"), "progress": "0"}), 200
    form.owner_code.choices = choices([("", "Kepala unit"), *_colleagues(people, "")])
    if form.is_submitted():
        failed = attempt(form, lambda: _make(unit, year, form))
        if failed is None:
            flash("Rencana aksi tersimpan.")
            return redirect(_list_url(unit, year), 303)
        status = failed
    return page(
        form,
        status,
        title="Tambah rencana aksi",
        send="Simpan",
        about=f"{card.name} · {year}",
        back=_list_url(unit, year),
        crumbs=[*around["crumbs"], (f"Rencana aksi {year}", _list_url(unit, year))],
        tabs=around["tabs"],
    )


def _make(unit: str, year: int, form: WordsForm) -> None:
    code = form.owner_code.data or ""
    make_action(access.actor(), unit, year, _typed(form), code, clock.now())


def _typed(form: WordsForm) -> Typed:
    return Typed(
        form.area.data or "",
        form.action.data or "",
        form.owner.data or "",
        form.due.data or "",
        form.progress.data or "",
        form.notes.data or "",
    )


def _colleagues(people: tuple[tuple[str, str], ...], named: str) -> list[tuple[str, str]]:
    """Whom the list may name: everybody to those who see the staff; to the others themselves and
    whoever is named already."""
    me = access.actor()
    if me.may(Action.SEE_STAFF, access.spot()):
        return list(people)
    return [one for one in people if one[0] in (me.code, named)]


@bp.route("/zi/<unit>/<int:year>/aksi/<int:action>/ubah", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def change(unit: str, year: int, action: int) -> Answer:
    view, status = show_action(unit, year, action, clock.now()), 200
    form = _words_form(view)
    if form.is_submitted():
        failed = attempt(form, lambda: _change(view, form))
        if failed is None:
            flash("Rencana aksi tersimpan.")
            return _back(view)
        status = failed
    return page(form, status, title="Ubah rencana aksi", send="Simpan", **_around(view))


def _words_form(view: ActionView) -> WordsForm:
    one = view.one
    data = {
        "version": one.version,
        "area": one.area,
        "action": one.action,
        "owner": one.owner,
        "owner_code": view.owner_code,
        "due": str(one.due or ""),
        "progress": str(one.progress),
        "notes": one.notes,
    }
    form = WordsForm(data=data)
    people = _colleagues(view.people, view.owner_code)
    form.owner_code.choices = choices([("", "Kepala unit"), *people])
    return form


def _change(view: ActionView, form: WordsForm) -> None:
    one, version = view.one, desk.version(form.version.data)
    edit_action(
        access.actor(),
        view.unit.code,
        one.year,
        one.id,
        version,
        _typed(form),
        form.owner_code.data or "",
        clock.now(),
    )


@bp.post("/zi/<unit>/<int:year>/aksi/<int:action>/mulai")
@access.needs(Action.KEEP_ZI, "unit")
def start(unit: str, year: int, action: int) -> Answer:
    """In one click: nothing is to be written."""
    view, form = show_action(unit, year, action, clock.now()), NoteForm()
    failed = attempt(form, lambda: _move(view, Move.START, form))
    if failed is not None:
        return actions.drawn(unit, year, action, form.faults), failed
    flash("Rencana aksi mulai dikerjakan.")
    return _back(view)


@bp.route("/zi/<unit>/<int:year>/aksi/<int:action>/selesaikan", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def finish(unit: str, year: int, action: int) -> Answer:
    uploads.widen()
    view, form, status = show_action(unit, year, action, clock.now()), DoneForm(), 200
    if form.is_submitted():
        sent = Sent(uploads.taken(), form.caption.data or "", bool(form.public.data))
        failed = attempt(form, lambda: _move(view, Move.FINISH, form, sent))
        if failed is None:
            flash("Rencana aksi ditandai selesai. Bila keliru, cabut lagi tandanya dengan alasan.")
            return _back(view)
        status = failed
    elif view.one.lacks:
        # A form that can only be refused would cost what is typed into it.
        flash(f"Lengkapi dahulu rencana aksi ini: {', '.join(view.one.lacks)}.")
        return redirect(url_for(".change", unit=unit, year=year, action=action), 303)
    else:
        form.version.data = str(view.one.version)
    words = {"title": "Tandai selesai", "send": "Tandai selesai", "intro": _proven(view)}
    return page(form, status, **{**_around(view), **words})


def _proven(view: ActionView) -> list[str]:
    if view.proofs:
        return ["Sudah ada bukti. Berkas baru boleh ditambahkan, boleh juga tidak."]
    return ["Lampirkan paling sedikit satu bukti. Satu foto cukup."]


@bp.route("/zi/<unit>/<int:year>/aksi/<int:action>/batalkan", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def drop(unit: str, year: int, action: int) -> Answer:
    return _reasoned(unit, year, action, Move.DROP)


@bp.route("/zi/<unit>/<int:year>/aksi/<int:action>/lanjutkan", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def reopen(unit: str, year: int, action: int) -> Answer:
    return _reasoned(unit, year, action, Move.REOPEN)


@bp.route("/zi/<unit>/<int:year>/aksi/<int:action>/pulihkan", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def restore(unit: str, year: int, action: int) -> Answer:
    return _reasoned(unit, year, action, Move.RESTORE)


def _reasoned(unit: str, year: int, action: int, move: Move) -> Answer:
    """A step that needs a reason and nothing else."""
    view, form, status = show_action(unit, year, action, clock.now()), NoteForm(), 200
    step = STEPS[move]
    if form.is_submitted():
        failed = attempt(form, lambda: _move(view, move, form))
        if failed is None:
            flash("Tersimpan dalam riwayat rencana aksi.")
            return _back(view)
        status = failed
    else:
        form.version.data = str(view.one.version)
    words = {
        "title": step.label,
        "send": step.label,
        "danger": move is Move.DROP,
        "intro": INTRO[move],
    }
    return page(form, status, **{**_around(view), **words})


INTRO = {
    Move.DROP: ["Rencana aksi yang dibatalkan tetap tampil dan tidak dihitung dalam kemajuan."],
    Move.REOPEN: ["Tanggal selesainya dihapus dan rencana berjalan lagi. Buktinya tetap ada."],
    Move.RESTORE: ["Rencana aksi kembali direncanakan."],
}


def _move(
    view: ActionView, move: Move, form: NoteForm | DoneForm, sent: Sent | None = None
) -> None:
    one, version = view.one, desk.version(form.version.data)
    actor, note = access.actor(), form.note.data or ""
    move_action(
        actor, view.unit.code, one.year, one.id, version, move, note, clock.now(), sent, house()
    )


def _around(view: ActionView) -> dict[str, Any]:
    unit, one = view.unit.code, view.one
    around = zi.around(unit, one.year, "desk.actions.listed")
    crumbs = [
        *around["crumbs"],
        (f"Rencana aksi {one.year}", _list_url(unit, one.year)),
        (f"Area {one.area}", _page_url(view)),
    ]
    about = f"{view.unit.name} · {one.action[:120]}"
    return {"about": about, "back": _page_url(view), "crumbs": crumbs, "tabs": around["tabs"]}


def _list_url(unit: str, year: int) -> str:
    return url_for("desk.actions.listed", unit=unit, year=year)


def _page_url(view: ActionView) -> str:
    return url_for("desk.actions.page", unit=view.unit.code, year=view.one.year, action=view.one.id)


def _back(view: ActionView) -> Answer:
    return redirect(_page_url(view), 303)
