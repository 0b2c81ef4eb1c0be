"""A reference population as a file that `score --prior` reads."""

from eurostack_assess.model.base import ANY_LANGUAGE
from eurostack_assess.model.prior import Prior
from eurostack_assess.report.exports.yaml_text import YamlValue, format_block


def render_prior(prior: Prior) -> str:
    """The population as YAML."""
    texts = prior.population.root
    content: dict[str, YamlValue] = {
        "framework": prior.framework,
        "edition": prior.edition,
        "kind": prior.kind,
        "population": texts[ANY_LANGUAGE] if texts.keys() == {ANY_LANGUAGE} else dict(texts),
        "size": prior.size,
        "date": prior.date.isoformat(),
        "counts": {question: list(counts) for question, counts in prior.counts.items()},
    }
    return "".join(f"{line}\n" for line in format_block(content))
