"""What a page does behind its face. Anything unexpected fails the test that opened it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# Chromium's own echo of a failed answer or request, both of which are judged below.
ECHO = "Failed to load resource"
GIVEN_UP = "net::ERR_ABORTED"


@dataclass
class Watch:
    """Console errors (reports of the content security policy among them), script errors, failed
    requests, and requests to anybody but ``root``."""

    root: str
    troubles: list[str] = field(default_factory=list)
    refusals: set[int] = field(default_factory=set)
    """HTTP statuses that the test wants to see."""
    offline: bool = False
    """Whether the test cuts the network, so that requests may fail."""
    gives_up: bool = False
    """Whether a request may be cut short, as a second tap on a link does."""

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and ECHO not in message.text:
            self.troubles.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if request.url.endswith("/laporan-kebijakan"):
            self.troubles.append(f"policy: {request.post_data}")
        if not request.url.startswith((f"{self.root}/", "data:")):
            self.troubles.append(f"asked a stranger: {request.url}")

    def _failed(self, request: Request) -> None:
        # Whoever leaves a page gives up what it was still fetching.
        if self.offline:
            return
        left = request.failure == GIVEN_UP and not request.is_navigation_request()
        if not left and not (self.gives_up and request.failure == GIVEN_UP):
            self.troubles.append(f"failed: {request.method} {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.refusals:
            self.troubles.append(f"{response.status}: {response.request.method} {response.url}")
