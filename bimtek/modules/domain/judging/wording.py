"""Does a text deal with this case? Counted in words of its truth, by their stems: praise, slogans and heaps of legal words
meet none of them."""

from __future__ import annotations

from bimtek.modules.domain.judging.reply.signals import Said, read_reply
from bimtek.modules.domain.judging.reply.types import ReplyCase

#: Words of the case a passage shares with the truth before it is taken to deal with it.
ENOUGH = 2


def shared(text: str, *truths: str) -> int:
    """How many words of these truths a field of a form meets; a field may well be a list ("NIK, nomor telepon")."""
    return len(frozenset[int]().union(*(said.facts for said in _said(text, *truths))))


def deals_with(text: str, *truths: str, least: int = ENOUGH) -> bool:
    """Whether running text meets enough words of these truths in real sentences: mere lists of words count nothing."""
    met = frozenset[int]().union(*(said.facts for said in _said(text, *truths) if not said.listed))
    return len(met) >= least


def sentences_on(text: str, *truths: str) -> list[Said]:
    """The real sentences of a text that meet at least one word of these truths."""
    return [said for said in _said(text, *truths) if said.facts and not said.listed]


def real_sentences(text: str) -> list[Said]:
    """The sentences of a text that are more than a list of words."""
    return [said for said in _said(text) if not said.listed]


def words_of(said: Said) -> frozenset[str]:
    """The words of a sentence with their possible stems, small."""
    return frozenset().union(*(token.stems for token in said.sentence.tokens), {t.word for t in said.sentence.tokens})


def _said(text: str, *truths: str) -> tuple[Said, ...]:
    return read_reply(ReplyCase(facts=" ".join(part for part in truths if part)), text).said
