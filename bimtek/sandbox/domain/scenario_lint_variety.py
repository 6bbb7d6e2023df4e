"""Is it said in enough ways, in its own ways, and does every combination of wordings read well."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from bimtek.sandbox.domain.generator_plan import rng_for
from bimtek.sandbox.domain.phrasing import Choice, Filled, Phrase, compile_phrase, phrase_fault, render
from bimtek.sandbox.domain.scenario_lint_files import LintFinding, Passage, ScenarioFile

FEWEST_WAYS = 12
ALIKE = 90  # of 100: from here on two wordings count as the same
SHORT = 6  # words: a shorter line is said alike by everybody
MOST_COMBINATIONS, SAMPLES = 400, 120
#: Written into the body of a report, where the generator closes the gap of a wording left out.
_CLOSED_GAPS = frozenset({"say.brief", "say.what", "say.harm", "say.extra", "say.ask", "say.where"})
#: Compared between scenarios; what the office says of the law is the same in many.
_COMPARED = _CLOSED_GAPS | {"reactions.asks_again", "reactions.disappointed", "reactions.completes", "office.finding"}
#: In these a line that stands word for word in another scenario is a fault, elsewhere a warning.
_OWN_WORDS = frozenset({"say.brief", "say.what", "office.finding"})
_MARK = re.compile(r"~\w+|[^\w{}\s]")


def variety_findings(file: ScenarioFile) -> Iterator[LintFinding]:
    """Too few ways of saying it, and combinations with a gap, in one scenario."""
    yield from _ways(file)
    for passage in file.passages:
        if passage.table and passage.table != "slots" and not phrase_fault(passage.text):
            yield from _gaps(file, passage)


def _ways(file: ScenarioFile) -> Iterator[LintFinding]:
    """Lines of what and brief, near-identical ones counted once."""
    lines = [passage for passage in file.passages if passage.field in ("say.what", "say.brief")]
    kept: list[str] = []
    for passage in lines:
        words = plain_words(passage.text)
        if not any(fuzz.token_sort_ratio(words, other) >= ALIKE for other in kept):
            kept.append(words)
    if len(kept) < FEWEST_WAYS:
        message = f"hanya {len(kept)} cara mengatakan (what dan brief; yang hampir sama dihitung sekali)"
        yield file.at("say.what", message, f"Tulis paling sedikit {FEWEST_WAYS} cara yang sungguh berbeda.")


def plain_words(text: str) -> str:
    """A wording without its marks: the first of each choice, slots kept, small letters."""
    spoken = text if phrase_fault(text) else _first(compile_phrase(text))
    return " ".join(_MARK.sub(" ", spoken).casefold().split())


def _first(phrase: Phrase) -> str:
    said = ""
    for part in phrase:
        if isinstance(part, Choice):
            said += _first(next((option for option in part.options if option), ()))
        else:
            said += part.text if isinstance(part, Filled) else part
    return said


def _gaps(file: ScenarioFile, passage: Passage) -> Iterator[LintFinding]:
    if "  " in passage.text.strip():
        yield file.on(passage, "spasi ganda", "Hapus satu spasi.", offset=passage.text.strip().index("  "))
        return
    for spoken in renderings(passage.text):
        said = re.sub(r"~\w+", "", spoken)
        if passage.field in _CLOSED_GAPS and "  " in said:
            said = said.replace("  ", " ").replace(" ,", ",")
        if fault := _gap(said, whole_line=passage.field not in _CLOSED_GAPS and passage.table != "office"):
            around = said[max(0, fault[1] - 25) : fault[1] + 15]
            advice = "Masukkan spasinya ke dalam kurung siku, misalnya 'kampung[ kami|]'."
            yield file.on(passage, f"satu pilihan kata menghasilkan {fault[0]}: '…{around}…'", advice)
            return


def _gap(said: str, *, whole_line: bool) -> tuple[str, int] | None:
    if (at := said.strip(" ").find("  ")) >= 0:
        return "spasi ganda", at
    if found := re.search(r"(?<=\S) [,.;:!?](?!\.\.)", said):
        return "spasi di depan tanda baca", found.start()
    if whole_line and said != said.strip():
        return "spasi di tepi kalimat", 0
    return None


def renderings(text: str) -> list[str]:
    """Every combination of wordings, or a fixed sample when there are too many; slots stay marked."""
    phrase = compile_phrase(text)
    if _count(phrase) <= MOST_COMBINATIONS:
        return _all(phrase)
    kept = _Kept()
    return [render(phrase, kept, rng_for("lint", text, number)) for number in range(SAMPLES)]


class _Kept(dict[str, str]):
    """Slots as they are written."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def _count(phrase: Phrase) -> int:
    total = 1
    for part in phrase:
        if isinstance(part, Choice):
            total *= sum(_count(option) for option in part.options)
    return total


def _all(phrase: Phrase) -> list[str]:
    said = [""]
    for part in phrase:
        if isinstance(part, Choice):
            options = [spoken for option in part.options for spoken in _all(option)]
            said = [before + spoken for before in said for spoken in options]
        else:
            text = part.text if isinstance(part, Filled) else part
            said = [before + text for before in said]
    return said


def repeated_findings(files: Sequence[ScenarioFile]) -> Iterator[LintFinding]:
    """Lines that another scenario says too, told at the later file; word for word in the matter itself is a fault."""
    lines = [
        (file, passage, words)
        for file in files
        for passage in file.passages
        if passage.field in _COMPARED and len((words := plain_words(passage.text)).split()) >= SHORT
    ]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (file, passage, words) in enumerate(lines):
        shared: Counter[int] = Counter()
        for triple in _triples(words):
            shared.update(holders[triple])
            holders[triple].append(number)
        for other, _ in sorted(shared.items()):
            first, there, said = lines[other]
            if first is not file and fuzz.token_sort_ratio(words, said) >= ALIKE:
                same = words == said and passage.field in _OWN_WORDS and there.field in _OWN_WORDS
                message = (
                    f"kalimat ini {'sama dengan' if words == said else 'hampir sama dengan'} {first.name}:{there.line}"
                )
                yield file.on(passage, message, "Katakan dengan cara skenario ini sendiri.", warning=not same)
                break


def _triples(words: str) -> set[tuple[str, ...]]:
    tokens = words.split()
    return {tuple(tokens[start : start + 3]) for start in range(len(tokens) - 2)}
