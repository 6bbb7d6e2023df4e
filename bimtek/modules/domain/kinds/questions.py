"""The plainest kind: questions written in the module's file, each option with its reason."""

from __future__ import annotations

from bimtek.modules.domain.kinds.worksheet import (
    Answer,
    Form,
    Params,
    Question,
    Surroundings,
    Verdict,
    Worksheet,
    judge_choice,
    judge_several,
    rng_of,
    wrong_option,
)

_FORMS = {Form.CHOICE, Form.SEVERAL}


class Questions:
    """`params`: lead, materials, questions (title, prompt, form, options with right and why, hints, shown, rule), `draw` how
    many of them a sheet asks (all when left out)."""

    name = "questions"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:  # noqa: ARG002 -- the protocol's
        """Draw from the written questions and shuffle their options by the seed; raises ValueError for a question whose
        form is not choice or several, or that has no right option."""
        rng = rng_of(self.name, seed)
        written = list(params.get("questions", ()))
        drawn = min(int(params.get("draw", len(written))), len(written))
        chosen = sorted(rng.sample(range(len(written)), drawn))
        questions = tuple(_question(f"s{n}", written[index], rng) for n, index in enumerate(chosen, 1))
        return Worksheet(
            kind=self.name, lead=str(params.get("lead", "")), materials=params.get("materials", ()), questions=questions
        )

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:  # noqa: ARG002
        """By the options' own reasons."""
        rule = str(question.truth.get("rule", ""))
        return (
            judge_several(question, answer, rule)
            if question.form == Form.SEVERAL
            else judge_choice(question, answer, rule)
        )

    def spoil(self, question: Question) -> Answer:
        """The first wrong option."""
        return wrong_option(question)


def _question(key: str, written: Params, rng: object) -> Question:
    form = Form(written.get("form", Form.CHOICE))
    rows = [dict(row) for row in written["options"]]
    rng.shuffle(rows)  # type: ignore[attr-defined]
    right = [str(n) for n, row in enumerate(rows) if row.get("right")]
    if form not in _FORMS or not right or (form == Form.CHOICE and len(right) != 1):
        raise ValueError(f"{written.get('title')}: bentuk atau jawaban benarnya tidak sah")
    options = [{"value": str(n), "label": row["text"], "why": row.get("why", "")} for n, row in enumerate(rows)]
    return Question.model_validate(
        {
            "key": key, "title": written["title"], "prompt": written["prompt"], "form": form, "options": options,
            "materials": written.get("materials", ()), "tip": written.get("tip", ""), "hints": written.get("hints", ()),
            "truth": {"rule": written.get("rule", "")}, "model": right if form == Form.SEVERAL else right[0],
            "shown": written.get("shown", ""),
        }
    )  # fmt: skip
