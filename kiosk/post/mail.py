"""Mail by SMTP: plain text, one recipient, nothing in a header that anybody typed."""

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from kiosk import clock
from kiosk.config import ADDRESS, MailServer
from kiosk.domain.upkeep.delivery import Failure, Undelivered
from kiosk.domain.upkeep.notice import Letter
from kiosk.post import reach
from kiosk.post.limit import cut_off

READ_SECONDS = 10
LONGEST_ADDRESS = 254
OUR_NAME = "suara-loket"
"""Said in EHLO: the machine's own name is nobody's business."""
_STARTS_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)
_GREETED, _TAKEN, _FORWARDED, _READY = 220, 250, 251, 354
_CLOSING, _UNREADABLE, _FOR_GOOD = 421, -1, 500
"""Answers of RFC 5321, 4.2; -1 is smtplib's for one that is none."""


class _Pinned(smtplib.SMTP):
    """smtplib on a connection of `reach`: its own would resolve the name a second time.

    The mail server is the operator's own setting, and often this machine or the office's."""

    def _get_socket(self, host: str, port: int, timeout: Any) -> Any:
        made = reach.connected(host, port, reach.EITHER)
        made.settimeout(READ_SECONDS)
        return made


class _PinnedTls(_Pinned):
    """TLS from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: Any) -> Any:
        bare = super()._get_socket(host, port, timeout)
        return ssl.create_default_context().wrap_socket(bare, server_hostname=host)


class Mailer:
    """Sends letters over one connection, opened by the first of them."""

    def __init__(self, server: MailServer, sender: str) -> None:
        self._server = server
        self._sender = sender
        self._smtp: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> None:
        """Returns when the server has taken it; raises `Undelivered`."""
        message = as_mail(letter, self._sender)
        with cut_off(self._socket):
            try:
                smtp = self._opened()
                _offer(smtp, self._sender, letter.to)
                _hand_over(smtp, message)
            except Undelivered as failed:
                self._after(failed)
                raise

    def close(self) -> None:
        """Say goodbye; whether it is heard does not matter."""
        if self._smtp is not None:
            with cut_off(self._socket), suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self._drop()

    def _socket(self) -> socket.socket | None:
        return self._smtp.sock if self._smtp is not None else None

    def _opened(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = _unconnected(self._server)
            _connect(self._smtp, self._server)
        return self._smtp

    def _after(self, failed: Undelivered) -> None:
        """A refused letter leaves the connection usable; anything else ends it."""
        if failed.failure in (Failure.CLOSED, Failure.UNSURE) or self._smtp is None:
            self._drop()
            return
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()


def _unconnected(server: MailServer) -> smtplib.SMTP:
    make = _PinnedTls if server.tls == "langsung" else _Pinned
    smtp = make(local_hostname=OUR_NAME, timeout=READ_SECONDS)
    smtp._host = server.host  # type: ignore[attr-defined]  # the name STARTTLS checks
    return smtp


def _connect(smtp: smtplib.SMTP, server: MailServer) -> None:
    try:
        code, _ = smtp.connect(server.host, server.port)
        if code != _GREETED:
            raise smtplib.SMTPResponseException(code, "")
        _sign_in(smtp, server)
    except (smtplib.SMTPException, OSError) as wrong:
        raise Undelivered(Failure.CLOSED, _told(wrong)) from wrong


def _sign_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    """A server that stopped offering TLS ends here: mail is not sent in the open instead."""
    smtp.ehlo_or_helo_if_needed()
    if server.tls == "starttls":
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
    if server.user:
        smtp.login(server.user, server.password)


def _told(wrong: Exception) -> str:
    """A number or a kind of error: a server's own words repeat names and addresses."""
    code = getattr(wrong, "smtp_code", None)
    return str(code) if code else type(wrong).__name__


def _offer(smtp: smtplib.SMTP, sender: str, to: str) -> None:
    """A refused sender is a matter of the whole channel, a refused recipient of this letter."""
    try:
        code, _ = smtp.mail(sender)
        if code != _TAKEN:
            raise Undelivered(Failure.CLOSED, str(code))
        _expect(smtp.rcpt(to)[0], _TAKEN, _FORWARDED)
        _expect(smtp.docmd("DATA")[0], _READY)
    except (smtplib.SMTPException, OSError) as wrong:
        raise Undelivered(Failure.CLOSED, _told(wrong)) from wrong


def _expect(code: int, *wanted: int) -> None:
    if code in wanted:
        return
    if code in (_CLOSING, _UNREADABLE):
        raise Undelivered(Failure.CLOSED, str(code))
    raise Undelivered(Failure.NEVER if code >= _FOR_GOOD else Failure.LATER, str(code))


def _hand_over(smtp: smtplib.SMTP, message: bytes) -> None:
    """From the first byte on, an error leaves open whether it arrived."""
    stuffed = _STARTS_WITH_DOT.sub(b"..", message)
    try:
        smtp.send(stuffed + b".\r\n")
        answer = smtp.getreply()
    except (smtplib.SMTPException, OSError) as wrong:
        raise Undelivered(Failure.UNSURE, type(wrong).__name__) from wrong
    _expect(answer[0], _TAKEN)


def as_mail(letter: Letter, sender: str) -> bytes:
    """The message as it goes out, lines ended with CRLF; raises `Undelivered` where a header
    would not be one (F35)."""
    if len(letter.to) > LONGEST_ADDRESS or not ADDRESS.fullmatch(letter.to):
        raise Undelivered(Failure.NEVER, "alamat")
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = letter.message_id
        message["Content-Language"] = letter.language
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text, cte="quoted-printable")
    except ValueError as wrong:
        raise Undelivered(Failure.NEVER, "kepala surat") from wrong
    made = message.as_bytes()
    return made if made.endswith(b"\r\n") else made + b"\r\n"
