"""The written answers of a request, written without a link, arrive as if they came from their pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bimtek.sandbox.domain.lifecycle import Action, Role
from tests.factories.classes import Made
from tests.web.judging import JudgingClient
from tests.web.sandbox.desk_steps import case_of, play, send
from tests.web.sandbox.request_steps import ANSWER, PARTLY, REFUSAL, SHEET, in_hand, refused_and_objected

PACK = "/meja/bekal-luring"


def offered(who: JudgingClient, number: str) -> dict[str, str]:
    """What the device would let this role write, and who it says reads that."""
    cases = json.loads(who.get(PACK, headers={"X-Live": "1"}).data)["cases"]
    return {act["name"]: act["readers"] for case in cases if case["number"] == number for act in case["acts"]}


def deliver(who: JudgingClient, made: Made, number: str, action: Action, given: dict[str, str]) -> Any:
    """Send what the device kept."""
    head = {"X-Live": "1", "X-Account": str(made.people[0].id), "X-CSRFToken": who.get(PACK).headers["X-Csrf"]}
    answer = who.post(
        f"/meja/laporan/{number}/{action}/kiriman", data={**given, "command_id": f"luring-{action}"}, headers=head
    )
    return json.loads(answer.data)


@pytest.mark.parametrize(
    ("action", "given"),
    [
        (Action.GRANT, {"material": "Ringkasan APBD 2026", **ANSWER}),
        (Action.GRANT_PARTLY, PARTLY),
        (Action.REFUSE, REFUSAL),
    ],
)
def test_a_decision_after_the_harm_test_is_written_without_a_link(
    trainee: JudgingClient, made: Made, number: str, action: Action, given: dict[str, str]
) -> None:
    in_hand(trainee, made, number)
    assert send(trainee, number, "test_harm", **SHEET).status_code == 302
    assert offered(trainee, number)[action] == "Hanya pemohon."
    assert deliver(trainee, made, number, action, given)["done"]
    assert given["text"] in trainee.get(f"/meja/laporan/{number}").text


def test_a_refusal_without_its_ground_comes_back(trainee: JudgingClient, made: Made, number: str) -> None:
    in_hand(trainee, made, number)
    assert send(trainee, number, "test_harm", **SHEET).status_code == 302
    before = case_of(number).state
    told = deliver(trainee, made, number, Action.REFUSE, {"text": REFUSAL["text"]})
    assert (told["done"], bool(told["reason"])) == (False, True)
    assert case_of(number).state == before


def test_the_superior_answers_an_objection_without_a_link(trainee: JudgingClient, made: Made, number: str) -> None:
    refused_and_objected(trainee, made, number)
    play(made, Role.DESK_OFFICER)
    assert send(trainee, number, "register_objection", registration="001/KEB/XI/2026").status_code == 302
    play(made, Role.SUPERIOR)
    assert Action.ANSWER_OBJECTION in offered(trainee, number)
    given = {"ruling": "grant_part", "text": "Keberatan Bapak/Ibu kami terima; data disampaikan tanpa NIK."}
    assert deliver(trainee, made, number, Action.ANSWER_OBJECTION, given)["done"]
    assert given["text"] in trainee.get(f"/meja/ppid/{number}/jawaban-keberatan").text
