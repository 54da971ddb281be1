"""Who opens the pages: a citizen with a phone, a unit head at a desk."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.installation import Site
from tests.browser.watch import Watch

PHONE, TABLET, DESK = (360, 640), (800, 1280), (1366, 768)
SIZES = (PHONE, TABLET, DESK)
TOO_LONG = "Antrean panjang." * 130

# Whether all of a step is on the screen at once, with the buttons below it.
FITS = """() => {
  const page = document.documentElement;
  const seen = [...document.querySelectorAll('.here *, .moves button')]
    .filter(e => e.getClientRects().length && !e.classList.contains('vh'));
  return page.scrollHeight <= innerHeight && page.scrollWidth <= innerWidth
    && seen.every(e => e.getBoundingClientRect().bottom <= innerHeight + .5);
}"""

AT_REST = "() => !document.querySelector('.pausing')"
ANOTHER_STEP = "before => document.querySelector('.step.here .asked').innerText !== before"


@dataclass
class Visitor:
    """Somebody with a window of their own."""

    page: Page
    site: Site
    watch: Watch

    def open(self, path: str, refused: int | None = None) -> None:
        """Open a page; ``refused`` is the status where the page is to be an error."""
        if refused:
            self.watch.refusals.add(refused)
        answer = self.page.goto(self.site.root + path)
        assert answer is not None
        assert answer.status == (refused or 200), f"{answer.status} for {path}"

    def resize(self, size: tuple[int, int]) -> None:
        """The same page in another window."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def widths(self) -> tuple[int, int]:
        """(what the page needs, what the window has), in CSS pixels."""
        need, have = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        return need, have


class Citizen(Visitor):
    """Answers with one thumb and counts the taps."""

    taps = 0

    def tap(self, target: Locator) -> None:
        target.tap()
        self.taps += 1

    @property
    def step(self) -> Locator:
        return self.page.locator(".step.here")

    def question(self) -> str:
        return self.step.locator(".asked").inner_text()

    def fits(self) -> bool:
        """Whether this step is on the screen whole."""
        fits: bool = self.page.evaluate(FITS)
        return fits

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def form(self, point: str) -> None:
        self.open(f"/s/{point}/nilai")

    def begin(self) -> None:
        """From the landing page to the form."""
        self.tap(self.page.get_by_role("link", name="Beri nilai", exact=True))
        self.page.wait_for_url("**/nilai")

    def choose(self, value: str) -> None:
        """Tap one answer, which brings the next step."""
        before = self.question()
        self.tap(self.step.locator(f'input[value="{value}"]'))
        self._wait_for_step_after(before)

    def move(self, name: str) -> None:
        """Tap a button below the question: back, skip, next."""
        before = self.question()
        self.tap(self.page.locator(f"[data-move={name}]"))
        self._wait_for_step_after(before)

    def _wait_for_step_after(self, before: str) -> None:
        # Looks at every frame; `expect` would look twice a second, thirteen times a form.
        self.page.wait_for_function(ANOTHER_STEP, arg=before)

    def go_on(self, value: str = "4") -> None:
        """Answer a rating; leave what is not a rating as it is."""
        if self.step.locator(f'input[value="{value}"]').count():
            self.choose(value)
        else:
            self.pass_over()

    def pass_over(self) -> None:
        """Answer what must be answered, with its first choice; nothing else."""
        if self.step.locator("[required]").count():
            self.choose(self.step.locator("input").first.get_attribute("value") or "")
        else:
            self.move("skip" if self.page.locator("[data-move=skip]").is_visible() else "next")

    def at_the_end(self) -> bool:
        return self.page.locator("html.last").count() == 1

    def to_the_end(self, value: str = "4") -> None:
        while not self.at_the_end():
            self.go_on(value)

    def hurry_to_the_end(self) -> None:
        """The first service, and no answer else."""
        while not self.at_the_end():
            self.pass_over()

    def send(self) -> None:
        self.tap(self.button("Kirim penilaian"))
        self.thanked()

    def thanked(self) -> None:
        expect(self.page.get_by_role("heading", name="Terima kasih", level=1)).to_be_visible()


class Head(Visitor):
    """Reads the unit's month."""

    def respondents(self, path: str) -> int:
        """How many answers the month has."""
        self.open(path)
        panel = self.page.get_by_role("region", name="Responden", exact=True)
        return int(panel.locator(".big b").inner_text().replace(".", ""))
