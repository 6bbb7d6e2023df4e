"""Texts that try to be more than text, each with a mark by which it is found again; and what a page did with them."""

from __future__ import annotations

from html.parser import HTMLParser

MARK = "qz9"
PAYLOADS = (
    f"<script>{MARK}()</script>", f"</textarea><script>{MARK}()</script>", f"\"><img src={MARK} onerror={MARK}()>",
    f"' onmouseover={MARK}() x='", f"\" autofocus onfocus={MARK}() x=\"", f"<svg/onload={MARK}()>", f"<svg><script>{MARK}()</script>",
    f"javascript:{MARK}()", f"JaVaScRiPt:{MARK}()//", f"data:text/html,<b>{MARK}</b>", f"</title><script>{MARK}()</script>",
    f"<!--{MARK}--><b>", f"<iframe srcdoc=\"<b>{MARK}</b>\">", f"<a href=javascript:{MARK}()>x</a>", f"<math><mi//xlink:href=\"data:x,{MARK}\">",
    f"{{{{7*7}}}}{MARK}", f"{{% raw %}}{MARK}", f"${{{MARK}}}", f"#eval(\"{MARK}\") #read(\"/etc/passwd\")", f"=HYPERLINK(\"http://{MARK}\")",
    f"+cmd|' /C calc'!{MARK}", f"-2+3+{MARK}", f"@SUM({MARK})", f"\u202e{MARK}\u202c", f"{MARK}\u200b\u200d\ufeff", f"&lt;script&gt;{MARK}",
    f"<style>@import'{MARK}'</style>", f"<form action=//{MARK}><button>", f"<base href=//{MARK}>", f"]]><x>{MARK}</x>",
)  # fmt: skip
_ACTIVE = {"href", "src", "action", "formaction", "srcdoc", "data", "xlink:href", "poster"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if MARK in tag or any(MARK in name for name in given):
            self.faults.append(f"<{tag}> was made of a text")
        if any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> has a handler")
        if tag in {"iframe", "base", "object", "embed", "math", "style"} or (tag == "script" and not given.get("src")):
            self.faults.append(f"<{tag}> on a page")
        for name in _ACTIVE & given.keys():
            value = (given[name] or "").strip().lower()
            if value.startswith(("javascript:", "vbscript:", "data:text", f"//{MARK}", f"http://{MARK}", MARK)):
                self.faults.append(f"<{tag} {name}={value[:40]}>")


def faults_of(html: str) -> list[str]:
    """What a page made of the texts besides showing them."""
    reader = _Reader()
    reader.feed(html)
    raw = [payload for payload in PAYLOADS if "<" in payload and payload in html]
    return reader.faults + [f"as it was sent: {payload}" for payload in raw]


class Forms(HTMLParser):
    """The POST forms of a page: address, and name → value of each field; a text field's value is None."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._select = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = (given.get("method") or "").lower() == "post"
            if self._inside:
                self.found.append((given.get("action") or "", {}))
        if not self._inside or not self.found:
            return
        fields, name, kind = self.found[-1][1], given.get("name") or "", given.get("type") or "text"
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and given.get("value"):
            fields.setdefault(self._select, given["value"])
        elif name and (
            tag == "textarea" or (tag == "input" and kind in {"text", "search", "email", "url", "tel", "password"})
        ):
            fields[name] = None
        elif name and tag in {"input", "button"} and kind != "file":
            fields.setdefault(name, given.get("value") or "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "select":
            self._select = ""


def forms_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """The POST forms of a page."""
    reader = Forms()
    reader.feed(html)
    return reader.found
