"""Which ways out an installation has set up."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from kiosk.config import Config
from kiosk.domain.upkeep.notice import Channel, Letter


class Way(Protocol):
    """Takes a letter out of the house; raises `Undelivered`."""

    def send(self, letter: Letter) -> None: ...

    def close(self) -> None: ...


def channels(settings: Config) -> tuple[Channel, ...]:
    """Those that are set up."""
    found = {Channel.MAIL: settings.smtp_url, Channel.HOOK: settings.webhook_url}
    return tuple(one for one, url in found.items() if url)


@contextmanager
def opened(settings: Config) -> Iterator[Mapping[Channel, Way]]:
    """A way for each channel that is set up, for one round of sending."""
    found: dict[Channel, Way] = {}
    if settings.mail_server is not None:
        from kiosk.post.mail import Mailer  # read by who sends, not by who shows the outbox

        found[Channel.MAIL] = Mailer(settings.mail_server, settings.mail_from)
    if settings.webhook_url:
        from kiosk.post.webhook import Hook

        found[Channel.HOOK] = Hook(
            settings.webhook_url, settings.webhook_secret, settings.webhook_network
        )
    try:
        yield found
    finally:
        for way in found.values():
            way.close()
