"""Names of files that are a path, a header, a device or a trick."""

PAYLOADS: tuple[str, ...] = (
    "../../../../tmp/lari.jpg", "..\\..\\lari.jpg", "/etc/cron.d/lari", "C:\\lari.jpg",
    "....//lari.jpg",
    "%2e%2e%2flari.jpg", "~/.ssh/lari", "file:///lari.jpg", "foto\r\nSet-Cookie: lari=1.jpg",
    "foto\r\n\r\n<script>alert(1)</script>.jpg", 'foto";filename="lari.html', "foto'.jpg",
    "foto`id`.jpg",
    "$(id).jpg", "foto;id.jpg", "foto|id.jpg", "-rf.jpg", "foto\0.html", "foto\u202egpj.exe",
    "foto\u2066a\u2069.jpg", "\u200f.jpg", "CON", "con.jpg", "NUL.pdf", "COM1.jpg", "LPT1",
    "AUX.xlsx",
    ".htaccess", "...", "", " ", ".jpg", "a" * 4_000 + ".jpg", "\u0301" * 4_000,
    "é" * 2_000 + ".csv",
    "<img src=x onerror=alert(1)>.jpg", "=1+1.csv", "{{7*7}}.jpg", "%s%n.jpg", "\ud800.jpg",
)  # fmt: skip
