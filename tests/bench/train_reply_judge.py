"""Fit the linear steps of the reply judge on the labelled replies: `python -m tests.bench.train_reply_judge`.

Plain Python, no randomness: coordinate descent from zero on the logistic loss with a quadratic penalty, which is
light on the rule's own answer. The same data give the same file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence

from bimtek.modules.domain.judging.reply.linear import MODEL, Model, Step, read_model
from bimtek.modules.domain.judging.reply.tone import TONES, shipped_tones
from bimtek.modules.domain.judging.reply.types import CRITERIA
from tests.bench import reply_tones
from tests.bench.labelled import Labelled, load_all

PENALTY = 0.6  # of every weight; 0.3, 1.0 and 3.0 were tried by cross-validation over cases: differences below 0.02
RULE_PENALTY = 0.05  # of the rule's own answer, which should keep most of the say
ROUNDS = 60
STYLE = (
    "sloppy sloppy_any clipped dialect casual rude buzz hashtags small_start no_stop stiff stiff_share "
    "stiff_any english slogan capitals rough rough_share longest tiny "
    "fragments symbols stuffed polite you we fault_blame fault_note short long shouted"
)
# The other criteria are judged by their rule alone: a model on top of it did not agree better.
USED: Mapping[str, str] = {
    "substance": "topic_share topic_many topic_any place_share place_any body_many body_any facts_many "
    "facts_some figures "
    "topic_and_place body_figures long short fault_place fault_holder fault_blame fault_note fault_promise slogan "
    "check_day act_days rule_finding_1 rule_finding_2 rule_action_2 rule_authority_2 stuffed nobody",
    "finding": "checked check_day check_dated check_result check_own_result check_found found_facts "
    "only_coordinated answer_known "
    "facts_many figures fault_place fault_holder fault_note fault_accuse fault_blame outside forward act_days slogan "
    "rule_substance_2 long",
    "action": "acts acts_specific acts_specific_owned acts_timed acts_many_words forward_way_on acts_owned "
    "acts_dated acts_owned_dated act_facts acts_planned acts_by_kami forward forward_named forward_dated "
    "nobody vague_action outside act_days fault_place fault_holder fault_blame fault_note fault_accuse fault_promise "
    "rule_timeframe_1 rule_timeframe_2 rule_channel_1 slogan stuffed facts_many answer_known short",
    "authority": "office offices office_holds office_rule office_role office_status ours_task ours_rule "
    "rule holds refuses own_matter "
    "owner_named fault_place fault_holder fault_blame slogan nobody outside stuffed fault_note",
    "language": STYLE,
}


def fit(rows: Sequence[Mapping[str, float]], truth: Sequence[bool], names: Sequence[str], free: Sequence[str]) -> Step:
    """Weights of one question; `free` features are hardly penalised."""
    table = [[row.get(name, 0.0) for name in names] for row in rows]
    penalty = [RULE_PENALTY if name in free else PENALTY for name in names]
    curve = [0.25 * sum(line[at] ** 2 for line in table) + penalty[at] for at in range(len(names))]
    weights, bias = [0.0] * len(names), 0.0
    sums = [0.0] * len(rows)
    for _ in range(ROUNDS):  # coordinate descent with the bound of the logistic curve: every step lowers the loss
        slip = [1 / (1 + math.exp(-total)) - yes for total, yes in zip(sums, truth, strict=True)]
        step = -sum(slip) / (0.25 * len(rows))
        bias += step
        sums = [total + step for total in sums]
        for at in range(len(names)):
            column = [line[at] for line in table]
            slope = (
                sum(
                    (1 / (1 + math.exp(-total)) - yes) * value
                    for total, yes, value in zip(sums, truth, column, strict=True)
                    if value
                )
                + penalty[at] * weights[at]
            )
            step = -slope / curve[at]
            if abs(step) > 1e-6:
                weights[at] += step
                sums = [total + step * value if value else total for total, value in zip(sums, column, strict=True)]
    return Step(bias, dict(zip(names, weights, strict=True)))


def train(data: Sequence[Labelled]) -> Model:
    """All steps of all criteria that are weighed, from labelled replies."""
    model: dict[str, tuple[Step, ...]] = {}
    for criterion, used in USED.items():
        own = [f"rule_{criterion}_1", f"rule_{criterion}_2"]
        names = [*own, *used.split()]
        model[criterion] = tuple(
            fit([item.features for item in data], [item.labels[criterion] >= level for item in data], names, own)
            for level in range(1, CRITERIA[criterion][1] + 1)
        )
    return model


def as_json(model: Model, cases: int, replies: int) -> dict[str, object]:
    """The model as it is written to the seed directory, figures rounded to four places."""
    return {
        "made_by": "python -m tests.bench.train_reply_judge",
        "cases": cases,
        "replies": replies,
        "steps": {
            name: [
                {
                    "bias": round(step.bias, 4),
                    "weights": {key: round(weight, 4) for key, weight in step.weights.items() if abs(weight) > 5e-3},
                }
                for step in steps
            ]
            for name, steps in model.items()
        },
    }


def main() -> None:
    """Write the tones, then the model on what they hear, from all labelled replies of the repository."""
    tones = reply_tones.teach(load_all())
    TONES.write_text(json.dumps(reply_tones.as_json(tones), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    shipped_tones.cache_clear()
    data = load_all()
    text = as_json(train(data), len({item.case_id for item in data}), len(data))
    read_model(text)
    MODEL.write_text(json.dumps(text, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{MODEL.name}: {len(data)} balasan dipelajari")


if __name__ == "__main__":
    main()
