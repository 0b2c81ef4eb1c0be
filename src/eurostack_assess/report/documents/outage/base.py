"""The base of every section about an outage: its title, and the names of what is lost."""

from dataclasses import dataclass

from eurostack_assess.model.outage import Outage
from eurostack_assess.model.vocabulary import Fate
from eurostack_assess.report.document import (
    Tone,
)
from eurostack_assess.report.documents.exposure import Namer
from eurostack_assess.report.wording.voice import Voice

AFFECTED_FATES: tuple[Fate, ...] = ("stops", "may_stop", "wears_out", "may_wear_out")
TONES: dict[Fate, Tone] = {"stops": "bad", "may_stop": "bad"}


@dataclass(frozen=True, kw_only=True)
class OutageVoice(Voice):
    """What every section of an outage shares: its title, and the names of what drops out."""

    result: Outage

    @property
    def namer(self) -> Namer:
        """The words for products, owners and countries."""
        return Namer(catalogue=self.result.catalogue, translate=self.translate)
