"""The forms of the desk: stamped by the session, refusals in Indonesian."""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from kiosk.domain.stale import StaleEdit

RESEND = "Formulir ini perlu dikirim sekali lagi. Isian Anda masih ada."
MESSAGES = {
    "This field is required.": "Bagian ini wajib diisi.",
    "Not a valid choice.": "Pilihan ini tidak ada dalam daftar.",
    "'%(value)s' is not a valid choice for this field.": "Pilihan ini tidak ada dalam daftar.",
    "'%(value)s' are not valid choices for this field.": "Ada pilihan yang tidak dalam daftar.",
    "Invalid Choice: could not coerce.": "Pilihan ini tidak dapat dibaca.",
    "Invalid choice(s): one or more data inputs could not be coerced.": (
        "Ada pilihan yang tidak dapat dibaca."
    ),
    "Date must be at least %(min)s.": "Paling awal %(min)s.",
    "Date must be at most %(max)s.": "Paling akhir %(max)s.",
    "Date must be between %(min)s and %(max)s.": "Antara %(min)s dan %(max)s.",
    "Invalid value, must be one of: %(values)s.": "Isi dengan salah satu dari: %(values)s.",
    "Invalid value, can't be any of: %(values)s.": "Tidak boleh salah satu dari: %(values)s.",
    "Not a valid integer value.": "Tulis bilangan bulat.",
    "Not a valid decimal value.": "Tulis bilangan, misalnya 12,5.",
    "Not a valid float value.": "Tulis bilangan, misalnya 12,5.",
    "Not a valid datetime value.": "Tulis tanggal dan jam yang ada.",
    "Not a valid date value.": "Tulis tanggal yang ada.",
    "Not a valid time value.": "Tulis jam yang ada, misalnya 08.30.",
    "Not a valid week value.": "Tulis minggu yang ada.",
    "Invalid email address.": "Tulis alamat surel yang lengkap.",
    "Invalid URL.": "Tulis alamat situs yang lengkap.",
    "Invalid input.": "Isian ini tidak berlaku.",
    "Field must be equal to %(other_name)s.": "Isian ini harus sama dengan %(other_name)s.",
    "Number must be at least %(min)s.": "Paling kecil %(min)s.",
    "Number must be at most %(max)s.": "Paling besar %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Antara %(min)s dan %(max)s.",
    "Field must be at least %(min)d characters long.": "Sedikitnya %(min)d huruf.",
    "Field cannot be longer than %(max)d characters.": "Paling banyak %(max)d huruf.",
    "Field must be exactly %(max)d characters long.": "Tepat %(max)d huruf.",
    "Field must be between %(min)d and %(max)d characters long.": (
        "Antara %(min)d dan %(max)d huruf."
    ),
}
"""WTForms' own sentences, which come in 34 languages without Indonesian. Plurals only:
Indonesian has one form."""


class _Indonesian:
    def gettext(self, string: str) -> str:
        return MESSAGES.get(string, string)

    def ngettext(self, _singular: str, plural: str, _n: int) -> str:
        return MESSAGES.get(plural, plural)


def without_nul(typed: object) -> object:
    """No keyboard makes one, and PostgreSQL keeps none."""
    return typed.replace("\0", "") if isinstance(typed, str) else typed


class DeskForm(FlaskForm):
    """Base of every form at the desk. A stamp lives as long as its session.

    ``differences``: [(label, theirs, yours)] where somebody else saved first."""

    class Meta:
        csrf_time_limit = None

        def get_translations(self, _form: Any) -> _Indonesian:
            return _Indonesian()

        def bind_field(self, form: Any, unbound_field: Any, options: Mapping[str, Any]) -> Any:
            filters = [without_nul, *unbound_field.kwargs.get("filters", ())]
            return unbound_field.bind(form=form, **{**options, "filters": filters})

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.told: list[str] = []
        self.differences: list[tuple[str, object, object]] = []

    def refuse(self, wrong: Mapping[str, str]) -> None:
        """What a flow refused: field name to sentence; a field that is not here is told."""
        for name, sentence in wrong.items():
            if name in self:
                self[name].errors = [*self[name].errors, sentence]
            else:
                self.tell(sentence)

    def tell(self, sentence: str) -> None:
        """Something is wrong with no field in particular."""
        self.told.append(sentence)

    def meet(self, stale: StaleEdit) -> None:
        """Show both; sent again, the form is saved on top of the newer version."""
        if "version" in self:
            self["version"].data = stale.version
        for one in stale.differences:
            label = self[one.field].label.text if one.field in self else one.field
            self.differences.append((label, one.theirs, one.yours))

    @property
    def is_refused(self) -> bool:
        return bool(self.errors or self.told or self.differences)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """(id of the field or "", sentence) of all that is wrong, for the summary."""
        found = [("", one) for one in self.told]
        if "csrf_token" in self.errors:
            found.append(("", RESEND))
        for field in self.shown:
            found += [(field.id, str(one)) for one in field.errors]
        return found

    @property
    def shown(self) -> list[Field]:
        """Fields to fill in."""
        return [one for one in self if not isinstance(one, HiddenField)]

    @property
    def hidden(self) -> list[Field]:
        """Fields that travel along; the stamp is written by itself."""
        return [one for one in self if isinstance(one, HiddenField) and one.name != "csrf_token"]
