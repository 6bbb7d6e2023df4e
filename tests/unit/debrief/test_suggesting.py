"""Two replies worth looking at together: one good, one typical, on one matter, by two people."""

from __future__ import annotations

from random import Random

from bimtek.debrief.domain.suggesting import MOST_LETTERS, pairs, shortened
from bimtek.modules.domain.hall_reply import HallReply


def _reply(writer: int, share: float, matter: str = "road", sound: bool = True, letters: int = 80) -> HallReply:
    return HallReply(f"sandbox/{writer}#9", matter, "jalan rusak", writer, "x" * letters, share, sound)


def _shares(replies: list[HallReply], seed: int = 1) -> set[float]:
    (pair,) = pairs(replies, Random(seed))
    return {pair.first.share, pair.second.share}


def test_the_best_sound_reply_stands_beside_the_one_in_the_middle_of_the_weaker() -> None:
    replies = [_reply(n, share) for n, share in enumerate((0.1, 0.3, 0.5, 0.9), 1)]
    assert _shares(replies) == {0.9, 0.3}


def test_what_must_not_be_published_is_never_the_good_one() -> None:
    replies = [_reply(1, 0.95, sound=False), _reply(2, 0.8), _reply(3, 0.4)]
    assert _shares(replies) == {0.8, 0.4}


def test_which_of_them_is_a_is_chance() -> None:
    replies = [_reply(1, 0.9), _reply(2, 0.3)]
    firsts = {pairs(replies, Random(seed))[0].first.share for seed in range(20)}
    assert firsts == {0.9, 0.3}


def test_nothing_is_offered_where_there_is_nothing_to_see() -> None:
    assert pairs([], Random(1)) == []
    assert pairs([_reply(1, 0.9), _reply(2, 0.85)], Random(1)) == []
    assert pairs([_reply(1, 0.9), _reply(1, 0.2)], Random(1)) == [], "both by one person"
    assert pairs([_reply(1, 0.9, sound=False), _reply(2, 0.2, sound=False)], Random(1)) == []
    assert pairs([_reply(1, 0.9), _reply(2, 0.2, "school")], Random(1)) == [], "two matters"


def test_a_reply_that_would_lose_too_much_by_shortening_is_left_out() -> None:
    assert pairs([_reply(1, 0.9, letters=1601), _reply(2, 0.2)], Random(1)) == []
    assert pairs([_reply(1, 0.9, letters=20), _reply(2, 0.2)], Random(1)) == []


def test_a_long_reply_loses_signature_number_and_last_sentences_but_no_half_sentence() -> None:
    body = "Yth. Bapak/Ibu, laporan (nomor SIM-1000003) kami baca. " + "Pompa diperiksa Selasa pagi. " * 38
    shown = shortened(f"{body}\n\nHormat kami,\nDinas Contoh")
    assert len(shown) <= MOST_LETTERS
    assert shown.startswith("Yth. Bapak/Ibu, laporan kami baca.")
    assert shown.endswith("Pompa diperiksa Selasa pagi.")
    assert shortened("Pendek saja. Selesai.") == "Pendek saja. Selesai."
    assert len(shortened("x" * 1500)) == MOST_LETTERS


def test_the_matters_most_written_about_come_first() -> None:
    replies = [_reply(1, 0.9), _reply(2, 0.2), *(_reply(n, s, "school") for n, s in ((1, 0.9), (2, 0.2), (3, 0.3)))]
    assert [pair.matter for pair in pairs(replies, Random(1))] == ["school", "road"]
