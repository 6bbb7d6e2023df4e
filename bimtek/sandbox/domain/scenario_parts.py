"""The parts a scenario is written in: words of citizens, what the office knows, the truth of a request."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

MAX_LINE, MAX_LINES = 600, 60


def _lines(value: object) -> object:
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return value


#: One alternative a line in a TOML literal string, or a list of strings.
Lines = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=MAX_LINE)], ...], BeforeValidator(_lines)]
Short = Annotated[str, Field(min_length=2, max_length=200)]
Prose = Annotated[str, Field(min_length=10, max_length=3000)]


class Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Say(Content):
    """How citizens tell it: `what` is the core, `ask` a clause that follows "mohon", "tolong" or "kami harap"."""

    titles: Lines = Field(default=(), max_length=MAX_LINES)
    brief: Lines = Field(min_length=4, max_length=MAX_LINES)
    what: Lines = Field(min_length=10, max_length=MAX_LINES)
    harm: Lines = Field(default=(), max_length=MAX_LINES)
    extra: Lines = Field(default=(), max_length=MAX_LINES)
    ask: Lines = Field(default=(), max_length=MAX_LINES)
    where: Lines = Field(default=(), max_length=MAX_LINES)


class Office(Content):
    """What the office finds and can do; `matter` names the thing and the place in the model reply."""

    matter: Prose
    finding: Prose
    action: Prose
    authority: Prose
    note: str = Field(default="", max_length=1000)
    better_reply: str = Field(default="", max_length=3000)


class Reactions(Content):
    """What the citizen writes later, by occasion."""

    thanks: Lines = Field(min_length=3)
    asks_again: Lines = Field(min_length=3)
    disappointed: Lines = Field(min_length=3)
    completes: Lines = Field(min_length=3)


class Protection(Content):
    """How often reporters ask for protection, in parts of a hundred. Source: export of one regency 2021-2024."""

    anonymous: int = Field(default=40, ge=0, le=100)
    both: int = Field(default=27, ge=0, le=100)
    secret: int = Field(default=21, ge=0, le=100)
    none: int = Field(default=12, ge=0, le=100)

    @model_validator(mode="after")
    def _sums_up(self) -> Protection:
        if self.anonymous + self.both + self.secret + self.none != 100:
            raise ValueError("bobot perlindungan harus berjumlah 100")
        return self


class HiddenFact(Content):
    """Something the citizen knows and tells only when asked for it: `about` is what must be asked."""

    about: Literal["place", "time", "what", "who", "evidence"]
    told: Lines = Field(min_length=2, max_length=8)


class SecondMatter(Content):
    """The other matter of a mixed report: split it off to this desk, with these truths."""

    desk: Literal["lapor", "ppid"]
    matter: Prose
    report_class: Literal["information_request", "aspiration", "complaint", "supervised_complaint"]
    category: Short
    owner: Short


class Request(Content):
    """The truth of a PPID request: what the law answers, and the sheet of the harm test where a part is exempt."""

    decision: Literal["grant", "grant_part", "refuse", "not_held"]
    information_class: Literal["berkala", "serta_merta", "setiap_saat", "dikecualikan"]
    applicant: Literal["person", "group", "legal_entity"] = "person"
    incomplete: tuple[Literal["identity", "address", "contact", "proxy", "detail", "purpose", "decree"], ...] = ()
    purposes: Lines = Field(min_length=4, max_length=20)
    obtain: Literal["see", "copy"] = "copy"
    deliver: Literal["visit", "post", "email"] = "email"
    dip: str = Field(default="", max_length=60)
    ground: Literal["", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] = ""
    exempt: str = Field(default="", max_length=600)
    if_opened: str = Field(default="", max_length=600)
    if_closed: str = Field(default="", max_length=600)
    period: str = Field(default="", max_length=200)
    material: str = Field(default="", max_length=600)
    extension: str = Field(default="", max_length=400)
    objection: Literal["a", "b", "c", "d", "e", "f", "g"] = "c"

    @model_validator(mode="after")
    def _decision_has_its_sheet(self) -> Request:
        if (self.decision in ("refuse", "grant_part")) != bool(self.ground):
            raise ValueError("ground (Pasal 17) diisi jika dan hanya jika decision = refuse atau grant_part")
        if self.ground and not (self.exempt and self.if_opened and self.if_closed and self.period):
            raise ValueError("exempt, if_opened, if_closed, dan period wajib ada bersama ground")
        if self.decision in ("grant", "grant_part") and not self.material:
            raise ValueError("material wajib ada bila permintaan dikabulkan")
        return self


ReportClass = Literal["information_request", "aspiration", "complaint", "supervised_complaint"]
Missing = Literal["place", "time", "what", "who", "evidence", "identity"]
ArchiveReason = Literal["no_evidence", "unclear", "not_relevant", "hostile", "duplicate", "spam"]
