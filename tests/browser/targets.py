"""What a finger can hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FINGER = 48
# What can be pressed is at least a finger wide and high; a link in a line of words need not be
# (WCAG 2.2, 2.5.8: inline), nor what is not to be seen. A choice is as large as its label.
SMALL = """least => {
  const seen = e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden'
    && !e.closest('.vh, .skip');
  const inline = e => e.matches('a') && getComputedStyle(e).display === 'inline'
    && [...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const box = e => {
    const label = e.labels && e.labels[0];
    const own = e.getBoundingClientRect();
    if (!label || !e.matches('[type=radio], [type=checkbox]')) return own;
    const wide = label.getBoundingClientRect();
    return wide.height > own.height ? wide : own;
  };
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(e => e.type !== 'hidden' && seen(e) && !inline(e))
    .filter(e => { const b = box(e); return b.width < least - .5 || b.height < least - .5; })
    .map(e => { const b = box(e);
      return `${Math.round(b.width)}x${Math.round(b.height)} ${e.outerHTML.slice(0, 120)}`; });
}"""


def too_small(page: Page) -> list[str]:
    """What can be pressed on the page as it stands, and is smaller than a finger."""
    found: list[str] = page.evaluate(SMALL, FINGER)
    return found
