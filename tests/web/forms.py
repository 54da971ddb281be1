"""Forms of a page that has several of them: what a browser without script would send of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.web.page_client import Page


def form(page: Page, langkah: str = "", place: int = 0) -> dict[str, str]:
    """The posting form of one step of /lacak, else the one at ``place`` on the page."""
    found = page.find("//form[@method='post']")
    if langkah:
        held = f".//input[@name='langkah' and @value='{langkah}']"
        found = [one for one in found if one.xpath(held)]
    one = found[place]
    given = {
        field.get("name"): field.get("value", "")
        for field in one.xpath(".//input[@type='hidden'] | .//input[@checked]")
    }
    given |= {field.get("name"): field.get("value", "") for field in one.xpath(
        ".//input[not(@type) or @type='text']")}  # fmt: skip
    given |= {field.get("name"): "".join(field.itertext()) for field in one.xpath(".//textarea")}
    given |= {
        field.get("name"): (field.xpath("./option[@selected]/@value") or [""])[0]
        for field in one.xpath(".//select")
    }
    return given


def has(page: Page, langkah: str) -> bool:
    """Whether the page offers a step."""
    return bool(page.find(f"//input[@name='langkah' and @value='{langkah}']"))


def receipt(page: Page) -> tuple[str, str]:
    """(number, phrase) as a page shows them."""
    number = page.find("//p[@class='number']/text()")[0]
    words = page.find("//ol[@class='secret']/li/text()")
    return str(number), " ".join(str(one) for one in words)
