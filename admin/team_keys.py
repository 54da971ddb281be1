"""Keys of the integrity team: one's own, the team's on paper, and colleagues who wait for cases."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, PasswordField, StringField, TextAreaField

from admin import access, callers, desk, unlocking
from admin.editing import Answer, EditForm, attempt
from kiosk import clock
from kiosk.domain.people.password import SHORTEST, WeakPassword
from kiosk.domain.people.policy import Action
from kiosk.domain.people.session import way_back
from kiosk.domain.place.edit import InvalidEntry
from kiosk.flows.complaint import make_own_key as own_key
from kiosk.flows.complaint import set_up_team as setup
from kiosk.flows.complaint.share_cases import list_waiting, recover_cases, share_cases
from kiosk.flows.complaint.show_keyring import show_keyring
from kiosk.flows.complaint.unlock_key import unlock_key
from kiosk.fronts.house import house

bp = Blueprint("team_keys", __name__)
RULES = (
    f"Sedikitnya {SHORTEST} karakter, lain dari kata sandi Anda untuk masuk. Tidak ada yang dapat "
    "memberitahukannya lagi bila Anda lupa."
)
SAME = "Kedua isian ini tidak sama. Ketik lagi keduanya."
MISSING = "Bagian ini wajib diisi."


class UnlockForm(EditForm):
    passphrase = PasswordField("Frasa sandi kasus")
    lanjut = HiddenField()


class OwnKeyForm(EditForm):
    passphrase = PasswordField("Frasa sandi kasus")
    again = PasswordField("Ketik frasa sandi sekali lagi")


class NewKeyForm(OwnKeyForm):
    """In place of another key: what that one opened has to be given anew."""

    sure = BooleanField("Saya mengerti: berkas lama baru terbuka setelah dibagikan lagi")


class ChangeForm(EditForm):
    old = PasswordField("Frasa sandi kasus sekarang")
    passphrase = PasswordField("Frasa sandi kasus yang baru")
    again = PasswordField("Ketik frasa sandi baru sekali lagi")


class PaperForm(EditForm):
    """``words`` stand on the page anyway; nothing of them is kept before they are copied."""

    words = HiddenField()
    first = StringField("Kata")
    second = StringField("Kata")
    third = StringField("Kata")

    @property
    def typed(self) -> list[str]:
        return [one.data or "" for one in (self.first, self.second, self.third)]

    def name_places(self, asked: tuple[int, ...]) -> None:
        for field, place in zip((self.first, self.second, self.third), asked, strict=True):
            field.label.text = f"Kata nomor {place}"


class RecoverForm(EditForm):
    words = TextAreaField("Kunci pemulihan, 24 kata", render_kw={"rows": 4})


@bp.get("/kunci")
@access.needs(Action.HANDLE_SEALED)
def shown() -> str:
    return _page(UnlockForm(formdata=None, lanjut=way_back(request.args.get("lanjut")) or ""))


def _page(form: UnlockForm) -> str:
    actor = access.actor()
    found = show_keyring(actor)
    return render_template(
        "desk/lane/keys.html",
        form=form,
        own=found.fingerprint,
        made=desk.day(found.made_at, desk.zone()),
        is_open=unlocking.unlocked_of_session() is not None,
        teams=[(one, desk.day(one.made_at, desk.zone())) for one in found.teams],
        held_over=found.held_over,
        waiting=list_waiting(actor, callers.keys()),
        stamp=EditForm(formdata=None),
        **_around(),
    )


def _around() -> dict[str, Any]:
    return {"crumbs": [("Terlindungi", url_for("desk.sealed.listed"))], "tabs": []}


@bp.post("/kunci/buka")
@access.needs(Action.HANDLE_SEALED)
def unlock() -> Answer:
    form = UnlockForm()
    failed = attempt(form, lambda: _unlock(form))
    if failed is not None:
        return _page(form), failed
    flash("Kunci Anda terbuka untuk sesi ini.")
    return redirect(way_back(form.lanjut.data) or url_for(".shown"), 303)


def _unlock(form: UnlockForm) -> None:
    typed = form.passphrase.data or ""
    held = unlock_key(access.actor(), typed, unlocking.token(), callers.keys(), clock.now())
    unlocking.keep(held)


@bp.post("/kunci/tutup")
@access.needs(Action.HANDLE_SEALED)
def lock() -> Response:
    if EditForm().validate_on_submit():
        unlocking.lock()
        flash("Kunci Anda terkunci lagi.")
    return redirect(url_for(".shown"), 303)


@bp.route("/kunci/sendiri", methods=["GET", "POST"])
@access.needs(Action.HANDLE_SEALED)
@access.fresh
def own() -> Answer:
    has_key = show_keyring(access.actor()).fingerprint is not None
    form, status = NewKeyForm() if has_key else OwnKeyForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _make(form))
        if failed is None:
            flash("Kunci Anda dibuat dan terbuka untuk sesi ini.")
            return redirect(url_for(".shown"), 303)
        status = failed
    intro = ["Frasa sandi ini membuka berkas terlindungi. Server tidak menyimpannya."]
    if has_key:
        intro = ["Kunci lama Anda dihapus. Rekan satu tim harus membagikan berkas lama lagi."]
    return _secret(form, status, title="Buat kunci saya", send="Buat kunci", intro=intro)


def _make(form: OwnKeyForm) -> None:
    _check_twice(form)
    if "sure" in form and not form["sure"].data:
        raise InvalidEntry({"sure": "Beri tanda bila Anda sungguh hendak mengganti kunci."})
    try:
        unlocking.keep_private(
            own_key.make_own_key(access.actor(), form.passphrase.data or "", clock.now())
        )
    except WeakPassword as why:
        raise InvalidEntry({"passphrase": str(why)}) from why


def _check_twice(form: Any) -> None:
    if not form.passphrase.data:
        raise InvalidEntry({"passphrase": MISSING})
    if form.passphrase.data != form.again.data:
        raise InvalidEntry({"again": SAME})


@bp.route("/kunci/frasa", methods=["GET", "POST"])
@access.needs(Action.HANDLE_SEALED)
@access.fresh
def change() -> Answer:
    form, status = ChangeForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _change(form))
        if failed is None:
            flash("Frasa sandi kasus diganti. Kunci dan berkas Anda tetap sama.")
            return redirect(url_for(".shown"), 303)
        status = failed
    return _secret(form, status, title="Ganti frasa sandi kasus", send="Simpan frasa", intro=[])


def _change(form: ChangeForm) -> None:
    _check_twice(form)
    old, new = form.old.data or "", form.passphrase.data or ""
    try:
        own_key.change_passphrase(access.actor(), old, new, callers.keys(), clock.now())
    except WeakPassword as why:
        raise InvalidEntry({"passphrase": str(why)}) from why


@bp.route("/kunci/tim/<instansi>", methods=["GET", "POST"])
@access.needs(Action.HANDLE_SEALED, "instansi")
@access.fresh
def team(instansi: str) -> Answer:
    """First the paper, in the answer itself and nowhere else; then three of its words."""
    form, status = PaperForm(), 200
    if form.is_submitted() and form.words.data:
        form.name_places(setup.paper_of(form.words.data).asked)
        failed = attempt(form, lambda: _set_up(instansi, form))
        if failed is None:
            flash("Kunci pemulihan tim berlaku. Simpan kertasnya di tempat yang terkunci.")
            return redirect(url_for(".shown"), 303)
        return _paper(instansi, form, form.words.data), failed
    if form.is_submitted():
        drawn: list[setup.Paper] = []
        failed = attempt(form, lambda: drawn.append(setup.draw_paper(access.actor(), instansi)))
        if failed is None:
            fresh = PaperForm(formdata=None, words=drawn[0].words)
            fresh.name_places(drawn[0].asked)
            return _paper(instansi, fresh, drawn[0].words)
        status = failed
    return _team(instansi, "desk/lane/team.html", form), status


def _paper(instansi: str, form: PaperForm, words: str) -> str:
    return _team(instansi, "desk/lane/paper.html", form, words=words.split())


def _team(instansi: str, template: str, form: EditForm, **more: Any) -> str:
    found = setup.team_of(access.actor(), instansi)
    back = url_for(".shown")
    crumbs = [*_around()["crumbs"], ("Kunci", back)]
    return render_template(
        template, form=form, name=found.name, back=back, crumbs=crumbs, tabs=[], **more
    )


def _set_up(instansi: str, form: PaperForm) -> None:
    setup.set_up_team(
        access.actor(), instansi, form.words.data or "", form.typed, house(), clock.now()
    )


@bp.route("/kunci/tim/<instansi>/pulihkan", methods=["GET", "POST"])
@access.needs(Action.HANDLE_SEALED, "instansi")
@access.fresh
def recover(instansi: str) -> Answer:
    form, status, made = RecoverForm(), 200, []
    if form.is_submitted():
        failed = attempt(form, lambda: made.append(_recover(instansi, form)))
        if failed is None:
            flash(f"Berkas dibagikan kepada anggota tim yang punya kunci: {made[0]}.")
            return redirect(url_for(".shown"), 303)
        status = failed
    return _team(instansi, "desk/lane/recover.html", form), status


def _recover(instansi: str, form: RecoverForm) -> int:
    typed = form.words.data or ""
    return recover_cases(access.actor(), instansi, typed, callers.keys(), clock.now())


@bp.post("/kunci/bagi")
@access.needs(Action.HANDLE_SEALED)
@access.fresh
def share() -> Answer:
    form, made = EditForm(), []
    failed = attempt(form, lambda: made.append(_share()))
    flash("Berkas dibagikan." if failed is None and made[0] else desk.first(form.faults) or "Tidak "
          "ada yang perlu dibagikan.")  # fmt: skip
    return redirect(url_for(".shown"), 303)


def _share() -> int:
    unlocked = unlocking.unlocked_of_session()
    return share_cases(access.actor(), unlocked, callers.keys(), clock.now())


def _secret(form: EditForm, status: int, **words: Any) -> tuple[str, int]:
    back = url_for(".shown")
    crumbs = [*_around()["crumbs"], ("Kunci", back)]
    page = render_template(
        "desk/lane/secret.html",
        form=form,
        rules=RULES,
        back=back,
        **{**words, "crumbs": crumbs, "tabs": []},
    )
    return page, status
