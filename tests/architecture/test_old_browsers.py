"""Scripts and styles as an old phone reads them: Android WebView of 2018 (Chrome 69). Runs without npm, in `make lint`.

A script with one sign of newer syntax is not read at all, so none may stand in it. A style rule that is not understood is
left out alone; what is used of newer styles is listed here with the reason why a page stays usable without it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
STYLES = sorted(path for path in (STATIC / "css").rglob("*.css") if path.name != "bimtek.css")

#: Syntax after ES2018: the browser would throw the whole file away.
NEWER_SYNTAX = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish": r"\?\?",
    "logical assignment": r"(?:&&|\|\|)=",
    "private name": r"(?<![\w$])#[A-Za-z_$]",
    "module": r"(?<![\w$.])(?:import|export)(?![\w$:])",
    "number with separators": r"\b\d+_\d",
    "big number": r"\b\d+n\b",
    "class field": r"(?:^|[{;])\s*static\s+[\w$]+\s*=",
}
#: Not syntax, but unknown to Chrome 69 (requestSubmit too, which our scripts ask for before they use it).
NEWER_WORDS = (
    r"\.replaceAll\(|\.matchAll\(|\.at\(|\.replaceChildren\(|\.findLast|fromEntries|allSettled|Promise\.any|structuredClone"
    r"|globalThis|queueMicrotask|randomUUID|hasOwn\(|\.toSorted\(|ResizeObserver"
)
#: What stands before a slash that begins a pattern and not a division.
_BEFORE_PATTERN = re.compile(r"(?:^|[=(,:;!&|?{}\[+\-*%<>~^]|\breturn|\btypeof|\bcase)\s*$")
_TEXT = re.compile(r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")


def code(text: str) -> str:
    """A script without what stands in texts, patterns and comments; what a `text` calculates in ${} stays."""
    found, at, braces = [], 0, [0]  # braces: how deep in each ${} that is open
    in_text = False
    while at < len(text):
        sign = text[at]
        if in_text:
            at += 2 if sign == "\\" else 1
            if sign == "`":
                in_text = False
            elif text.startswith("${", at - 1):
                in_text, at = False, at + 1
                braces.append(0)
        elif whole := _TEXT.match(text, at):
            found.append('""' if sign in "'\"" else " ")
            at = whole.end()
        elif sign == "/" and _BEFORE_PATTERN.search("".join(found[-12:])) and (whole := _PATTERN.match(text, at)):
            found.append("/0/")
            at = whole.end()
        else:
            braces[-1] += (sign == "{") - (sign == "}")
            at += 1
            if sign == "`":
                in_text = True
            elif braces[-1] < 0 and len(braces) > 1:
                braces.pop()
                in_text = True
            else:
                found.append(sign)
    return "".join(found)


def awaits_outside(text: str) -> bool:
    """Whether a script waits outside every function: at the depth of its file."""
    depth = 0
    for word in re.findall(r"[{}]|\bawait\b", code(text)):
        depth += (word == "{") - (word == "}")
        if word == "await" and depth == 0:
            return True
    return False


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_written_as_an_old_phone_reads_it(path: Path) -> None:
    text = path.read_text("utf-8")
    plain = code(text)
    assert [name for name, sign in NEWER_SYNTAX.items() if re.search(sign, plain, re.MULTILINE)] == []
    assert re.findall(NEWER_WORDS, plain) == []
    assert not awaits_outside(text)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("a?.b", "optional chaining"), ("a ?? b", "nullish"), ("a ||= b", "logical assignment"), ("this.#x", "private name"),
        ("import x from 'y'", "module"), ("1_000", "number with separators"), ("`${a?.b}`", "optional chaining"),
        ("const a = '?.'; /\\?/.test(b); a ?. b", "optional chaining"),
    ],
)  # fmt: skip
def test_newer_syntax_is_seen(written: str, name: str) -> None:
    assert re.search(NEWER_SYNTAX[name], code(written), re.MULTILINE)


@pytest.mark.parametrize(
    "written", ["'a?.b'", "// a ?? b", "/a??b/.test(c)", "`a?.b ${c}`", "a ? .5 : b", "x = `#a`", "a?.5:1"]
)
def test_older_syntax_passes(written: str) -> None:
    assert [sign for sign in NEWER_SYNTAX.values() if re.search(sign, code(written), re.MULTILINE)] == []


def test_waiting_outside_a_function_is_seen() -> None:
    assert awaits_outside("await load();")
    assert not awaits_outside("(async () => { await load(); })();")


#: Feature: how it looks in a style sheet, and where it stands, each with the reason why a page is usable without it.
NEWER_STYLES: dict[str, tuple[str, dict[str, str]]] = {
    ":has (105)": (r":has\(", {
        "pictures.css": "a long list of pictures is then long instead of scrolled",
        "question.css": "a jump to a question ends a little lower",
        "scale.css": "the round box itself shows what is chosen",
    }),
    ":is, :where (88)": (r":(?:is|where)\(", {}),
    "container queries (105)": (r"@container|container-type|\dcq[wh]", {}),
    "layers (99)": (r"@layer", {}),
    "nesting (112)": (r"(?m)^\s+&|\{\s*&", {}),
    "inset (87)": (r"(?<![\w-])inset\s*:", {"older.css": "asks whether the browser is old"}),
    "aspect-ratio (88)": (r"(?<![\w-])aspect-ratio\s*:", {}),
    "small and dynamic viewport (108)": (r"\d[sdl]v[hw]\b", {}),
    "min(), max(), clamp() (79)": (r"(?<![\w-])(?:min|max|clamp)\(", {
        "choice_groups.css": "the fields of a photo stand one below the other",
        "checker.css": "a plain padding stands before it",
        "projector.css": "a plain size stands before it",
    }),
    "logical shorthands (87)": (r"(?:margin|padding)-(?:inline|block)\s*:", {}),
    "color-mix, new colours (111)": (r"color-mix\(|oklch\(|light-dark\(", {}),
    "overflow: clip (90)": (r"overflow(?:-[xy])?:\s*clip", {}),
}  # fmt: skip


@pytest.mark.parametrize("feature", list(NEWER_STYLES))
def test_newer_styles_stand_only_where_a_page_is_usable_without_them(feature: str) -> None:
    sign, known = NEWER_STYLES[feature]
    used = {path.name for path in STYLES if re.search(sign, _rules(path))}
    assert used == set(known)


def _rules(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


def test_a_mark_of_focus_that_only_new_browsers_know_replaces_no_older_one() -> None:
    """Before :focus-visible (86) a rule with it is left out; taking the outline away must not stand alone."""
    for path in STYLES:
        rules = _rules(path)
        for rule in re.findall(r"([^{}]+)\{([^{}]*)\}", rules):
            takes = re.search(r"outline:\s*(?:none|0)", rule[1]) and ":not(:focus-visible)" not in rule[0]
            assert not takes or re.search(r":focus(?:::after|\s*[{,+])[^}]*(?:outline|box-shadow):\s*[^n0]", rules), (
                f"{path.name}: {rule[0]}"
            )


def test_old_browsers_get_distances_where_flexible_rows_have_gaps() -> None:
    older = _rules(STATIC / "css" / "older.css")
    assert "@supports not (inset: 0)" in older
    for name in (".row", ".button", ".choice", ".pick label", ".tabs", ".chips"):
        assert f"{name} > * + *" in older
