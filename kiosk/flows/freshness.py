"""How old what this request has read may be."""

from kiosk.store.engine import age_read

_MINUTE = 60


def seconds_old() -> int | None:
    """At most so old; None where everything was read as it stands."""
    age = age_read()
    return None if age is None else round(age)


def minutes_old() -> int | None:
    """The same, rounded up: a page that says it need not change every second."""
    age = age_read()
    return None if age is None else max(1, -int(-age // _MINUTE))
