"""A request with a key nobody has is counted, so that guessing and broken machines slow down."""

import hmac
from datetime import datetime

from kiosk.domain.people import throttle
from kiosk.domain.people.keys import Keys, network_of
from kiosk.store.engine import transaction
from kiosk.store.people import attempts


def count_stranger(address: str, keys: Keys, now: datetime) -> None:
    """Apart from tries to sign in: a machine set up wrongly must not keep its office waiting.
    Raises `TooManyTries`."""
    key = keys.of(f"jaringan-mesin:{now.date().isoformat()}")
    with transaction():
        attempts.count(
            hmac.digest(key, network_of(address).encode(), "sha256"), throttle.NETWORK, now
        )
