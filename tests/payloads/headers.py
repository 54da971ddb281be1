"""Line ends with which a name becomes a header, a second letter or a second line."""

ENDS = ("\r\n", "\n", "\r", "\r\n ", "%0d%0a", "\u2028", "\x0b", "\x85", "=0D=0A", "\\r\\n")
HEADERS = (
    "Bcc: mata@evil.example", "Set-Cookie: a=b", "Subject: lain", "\r\n<script>alert(1)</script>",
    "Content-Type: text/html", "X-A: b\r\nX-C: d",
)  # fmt: skip
PAYLOADS: tuple[str, ...] = tuple(f"Maria{end}{header}" for end in ENDS for header in HEADERS)
ADDRESSES: tuple[str, ...] = (
    "maria@contoh.go.id\r\nBcc: mata@evil.example", "maria@contoh.go.id,mata@evil.example",
    "maria@contoh.go.id;mata@evil.example", "<maria@contoh.go.id> mata@evil.example",
    '"a\r\n"@contoh.go.id', "maria@contoh.go.id\0mata@evil.example",
    "maria@contoh.go.id%0aBcc:x@y.z",
    "=?utf-8?q?maria=0d=0aBcc:_x?=@contoh.go.id", "maria@contoh.go.id (x)\n", "mata@evil.example>",
)  # fmt: skip
"""Typed where an address is asked for."""
