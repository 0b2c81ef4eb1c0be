"""How verdicts and findings are coloured, in every report alike."""

from eurostack_assess.model.assessment import FindingAgreement
from eurostack_assess.model.vocabulary import Verdict
from eurostack_assess.report.document import Tone

VERDICT_TONES: dict[Verdict, Tone] = {"strong": "good", "attention": "bad"}
AGREEMENT_TONES: dict[FindingAgreement, Tone] = {"differs": "bad", "likely_differs": "bad"}
