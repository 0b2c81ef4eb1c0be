"""The tones of verdicts and findings, the same in every report."""

from eurostack_assess.model.assessment import FindingAgreement
from eurostack_assess.model.vocabulary import Verdict
from eurostack_assess.report.document import Tone

VERDICT_TONES: dict[Verdict, Tone] = {"strong": "good", "attention": "bad"}
AGREEMENT_TONES: dict[FindingAgreement, Tone] = {"differs": "bad", "likely_differs": "bad"}
