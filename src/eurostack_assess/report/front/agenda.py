"""Lists what to do first and what to find out first: three of each, from different layers where possible."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult
from eurostack_assess.model.vocabulary import FindingVerdict
from eurostack_assess.report.document import FrontSection, Inline, ListEntry, Listing, Paragraph, TextSpan, inline
from eurostack_assess.report.front.voice import FrontVoice, begin
from eurostack_assess.texts import Texts

SHOWN, SHORT_ROW = 3, 2


@dataclass(frozen=True)
class AgendaItem:
    """A question on the agenda, with those of its layer that are alike in every test."""

    question: QuestionResult
    layer: LayerResult
    alike: tuple[QuestionResult, ...]


def choose_first(
    result: Assessment, ordered: Sequence[str], ranks: Sequence[int], *, number: int = SHOWN
) -> list[AgendaItem]:
    """The first of each layer, in this order; then the next ones, where fewer layers than `number` have any."""
    layer_of = {question.id: layer for layer in result.layers for question in layer.questions}
    rank_of = dict(zip(ordered, ranks, strict=True))
    first: dict[str, str] = {}
    for id_ in ordered:
        first.setdefault(layer_of[id_].id, id_)
    chosen = list(first.values())[:number]
    covered = {id_ for kept in chosen for id_ in _alike(kept, ordered, rank_of, layer_of)}
    more = [id_ for id_ in ordered if id_ not in covered and id_ not in chosen]
    chosen = sorted([*chosen, *more[: number - len(chosen)]], key=list(ordered).index)
    return [
        AgendaItem(
            result.question(id_),
            layer_of[id_],
            tuple(result.question(other) for other in _alike(id_, ordered, rank_of, layer_of) if other not in chosen),
        )
        for id_ in chosen
    ]


def _alike(
    id_: str, ordered: Sequence[str], rank_of: Mapping[str, int], layer_of: Mapping[str, LayerResult]
) -> list[str]:
    """The questions of the same layer that share its rank, itself among them."""
    return [other for other in ordered if rank_of[other] == rank_of[id_] and layer_of[other] is layer_of[id_]]


@dataclass(frozen=True, kw_only=True)
class Agenda(FrontVoice):
    """What to do first, and what to find out first."""

    result: Assessment

    def do_first(self) -> FrontSection:
        """Three actions, each of another layer where that can be."""
        items = choose_first(self.result, self.result.gaps, self.result.gap_ranks)
        if not items:
            is_known = any(question.is_known for layer in self.result.layers for question in layer.questions)
            text = self.translate("front.nothing-to-do" if is_known else "report.no-answers")
            return FrontSection(self.translate("front.do-first"), "", (Paragraph(inline(text)),))
        return FrontSection(
            self.translate("front.do-first"),
            self.translate(f"front.do-first-{self._rule(items)}"),
            (Listing(tuple(self._action(item) for item in items), numbered=True),),
        )

    @staticmethod
    def _rule(items: Sequence[AgendaItem]) -> str:
        """The strongest test that was at work among these."""
        if any(item.question.misses_floor for item in items):
            return "floor"
        return "level" if any(item.question.holds_level for item in items) else "gap"

    def _name(self, item: AgendaItem) -> str:
        return self.translate("front.item", layer=self.short_name(item.layer), title=self.title_of(item.question))

    def _action(self, item: AgendaItem) -> ListEntry:
        action = item.question.next_action
        name = TextSpan(self._name(item), "strong", item.question.id)
        if action is None:
            target = self.localise(item.question.rungs[item.question.target].text)
            text = inline(name, f". {self.translate('report.target')} {target}")
        else:
            effort = self.translate(f"effort.{action.effort}")
            text = inline(name, f" ({effort}). ", self.localise(action.text))
        return ListEntry(text, tuple(self._tied("as-urgent", item.alike)))

    def _tied(self, key: str, alike: Sequence[QuestionResult]) -> Iterator[Inline]:
        if alike:
            yield inline(TextSpan(self.translate(f"front.{key}", questions=self.titles(alike)), "muted"))

    def name_actions(self) -> list[str]:
        """The same three by name alone, each with how long it takes."""
        items = choose_first(self.result, self.result.gaps, self.result.gap_ranks)
        return [self._name_action(item) for item in items]

    def _name_action(self, item: AgendaItem) -> str:
        action = item.question.next_action
        effort = f" ({self.translate(f'effort.{action.effort}')})" if action else ""
        return f"{self._name(item)}{effort}"

    def name_unknowns(self) -> list[str]:
        """What to find out first, by name alone; after a scan, of what that asked."""
        ordered, ranks = self.result.information_gaps, self.result.information_ranks
        if self.result.scan is not None:
            ordered = self.result.scan.to_find_out
            ranks = tuple(range(len(ordered)))
        items = choose_first(self.result, ordered, ranks)
        return [self._name(item) for item in items]

    def find_out_first(self) -> FrontSection:
        """Three answers that are not exact, each with what it can decide."""
        title = self.translate("front.find-out-first")
        items = choose_first(self.result, self.result.information_gaps, self.result.information_ranks)
        if not items:
            return FrontSection(title, "", (Paragraph(inline(self.translate("front.nothing-to-find-out"))),))
        listed = Listing(tuple(self._to_find_out(item) for item in items), numbered=True)
        return FrontSection(title, self.translate("front.find-out-note"), (listed,))

    def _to_find_out(self, item: AgendaItem) -> ListEntry:
        name = TextSpan(self._name(item), "strong", item.question.id)
        is_half_found = item.question.state == "dont_know" and item.question.evidence is not None
        about = f" ({self.translate('front.half-found')})" if is_half_found else ""
        text = inline(name, f"{about}. ", format_leads(item.question, self))
        return ListEntry(text, tuple(self._tied("as-decisive", item.alike)))


def format_leads(question: QuestionResult, voice: FrontVoice) -> str:
    """What finding the answer out can decide: which rungs settle or point to which verdict."""
    translate = voice.translate
    if not question.leads_to:
        return translate("front.leads-changes-nothing", n=translate.whole(question.information or 0.0))
    rungs: dict[tuple[FindingVerdict, bool], list[int]] = {}
    for lead in question.leads_to:
        if lead.verdict is not None:
            rungs.setdefault((lead.verdict, lead.is_certain), []).append(lead.rung)
    if not rungs:
        return translate("front.leads-nowhere", n=translate.whole(question.information or 0.0))
    verdicts = {lead.verdict for lead in question.leads_to}
    if len(verdicts) == 1 and len(rungs) > 1:
        certain = next(leading for (_, is_certain), leading in rungs.items() if is_certain)
        (verdict,) = verdicts
        return translate("front.leads-same", verdict=translate(f"verdict.{verdict}"), rungs=_rungs(certain, translate))
    clauses = [
        translate(
            f"front.lead-{'certain' if is_certain else 'likely'}",
            n=len(leading),
            rungs=_rungs(leading, translate),
            verdict=translate(f"verdict.{verdict}"),
        )
        for (verdict, is_certain), leading in rungs.items()
    ]
    decides = all(lead.is_certain for lead in question.leads_to) and len(rungs) > 1
    if decides:
        return translate("front.leads-all", leads="; ".join(clauses))
    return begin(translate("front.leads", leads="; ".join(clauses)))


def _rungs(rungs: Sequence[int], translate: Texts) -> str:
    """Rungs by number; three or more in a row from the first to the last."""
    if len(rungs) > SHORT_ROW and rungs[-1] - rungs[0] == len(rungs) - 1:
        numbers = translate("front.rungs-span", low=rungs[0], high=rungs[-1])
    else:
        numbers = translate.alternatives([str(rung) for rung in rungs])
    return translate("front.rungs", n=len(rungs), rungs=numbers)
