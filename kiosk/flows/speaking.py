"""A step that flows share: whether an office may offer these languages."""

from kiosk import i18n
from kiosk.domain.place import languages
from kiosk.domain.place.settings import InvalidSetting, check


def check_setting(name: str, value: str) -> None:
    """What `kiosk.domain.place.settings.check` cannot know: which catalogues there are, and which
    of them a speaker has read. Raises `InvalidSetting`."""
    check(name, value)
    if name == "bahasa":
        _check_languages(value)


def _check_languages(value: str) -> None:
    known, marked = i18n.shelf().languages, languages.knowingly(value)
    for code in languages.codes(value):
        if code not in known:
            raise InvalidSetting(
                'Bahasa "%(code)s" tidak ada. Yang ada: %(known)s.',
                code=code,
                known=", ".join(sorted(known)),
            )
        if not known[code].is_checked and code not in marked:
            raise InvalidSetting(
                "Terjemahan %(name)s belum diperiksa penuturnya. Bila tetap ingin menawarkannya, "
                "tulis %(code)s!; halamannya akan menyebut hal itu.",
                name=known[code].name,
                code=code,
            )
