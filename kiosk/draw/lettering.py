"""How much room words take, guessed: nothing here can ask a font."""

NARROW = frozenset(" .,:;'!|()[]iljtfrI1-")
WIDE = frozenset("mwMWOQGCDHNU@%")


def measure(text: str, size: float) -> float:
    """Width in pixels, on the generous side of the fonts of `kiosk.draw.svg.FONT`."""
    return size * sum(0.36 if one in NARROW else 0.88 if one in WIDE else 0.6 for one in text)


def wrapped(text: str, room: float, size: float, most: int = 2) -> list[str]:
    """``text`` in up to ``most`` lines that fit, the last shortened where it does not."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or measure(longer, size) <= room or len(lines) == most:
            lines[-1] = longer
        else:
            lines.append(word)
    return [shortened(one, room, size) for one in lines]


def shortened(text: str, room: float, size: float) -> str:
    """``text``, or as much of it as fits with an ellipsis."""
    if measure(text, size) <= room:
        return text
    while text and measure(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
