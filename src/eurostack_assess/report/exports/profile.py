"""A profile as a YAML file, as a person would write it: every answer under its question."""

from collections.abc import Iterator, Mapping
from datetime import date

from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Answer, Profile
from eurostack_assess.report.exports.blank_profile import format_comment
from eurostack_assess.report.exports.yaml_text import YamlValue, format_flow
from eurostack_assess.texts import texts

NO_COMMENTS: Mapping[str, str] = {}


def render_profile_file(
    profile: Profile,
    framework: Framework,
    language: str,
    heading_key: str = "profile-file.made",
    comments: Mapping[str, str] = NO_COMMENTS,
) -> str:
    """The text of a file from which the same profile is read.

    Args:
        profile: What it says.
        framework: Whose questions stand above the answers.
        language: Of the comments.
        heading_key: The text that says how it was made.
        comments: By name of a supplier, what is said above the services of it.
    """
    return "".join(
        f"{line}\n" for line in _lines(profile, framework, language, heading_key=heading_key, comments=comments)
    )


def _lines(
    profile: Profile, framework: Framework, language: str, *, heading_key: str, comments: Mapping[str, str]
) -> Iterator[str]:
    yield from format_comment(texts(language)(heading_key))
    head = profile.model_dump(exclude_defaults=True, exclude={"answers", "dependencies"})
    yield from _mapping(_to_plain_mapping(head), "")
    if profile.answers:
        yield "answers:"
    for id_ in (question_id for question_id in framework.questions if question_id in profile.answers):
        yield from format_comment(framework.questions[id_].ask.in_language(language), "  ")
        yield from _mapping({id_: _answer(profile.answers[id_])}, "  ")
    if profile.dependencies:
        yield "dependencies:"
    for dependency in profile.dependencies:
        yield from format_comment(comments.get(dependency.supplier or "", ""), "  ")
        yield f"  - {format_flow(_to_plain_mapping(dependency.model_dump(exclude_defaults=True)))}"


def _answer(answer: Answer) -> YamlValue:
    """An answer with nothing beside it is written as it is."""
    in_full = _to_plain_mapping(answer.model_dump(exclude_defaults=True))
    return in_full["answer"] if in_full.keys() == {"answer"} else in_full


def _to_plain_mapping(value: object) -> dict[str, YamlValue]:
    """Texts without a language as plain texts, and nothing that is not there."""
    return _unwrap(value)  # type: ignore[return-value]


def _unwrap(value: object) -> YamlValue:
    match value:
        case LocalText():
            return _unwrap(value.root)
        case Mapping() if value.keys() == {ANY_LANGUAGE}:
            return _unwrap(value[ANY_LANGUAGE])
        case Mapping():
            return {str(key): _unwrap(item) for key, item in value.items() if item is not None}
        case list() | tuple():
            return [_unwrap(item) for item in value]
        case str() | int() | float() | date():
            return value
        case _:
            raise TypeError(f"not a value of a profile: {value!r}")


def _mapping(value: Mapping[str, YamlValue], indent: str) -> Iterator[str]:
    for key, entry in value.items():
        match entry:
            case dict() if entry:
                yield f"{indent}{key}:"
                yield from _mapping(entry, f"{indent}  ")
            case list() if entry:
                yield f"{indent}{key}:"
                for item in entry:
                    yield f"{indent}  - {format_flow(item)}"
            case _:
                yield f"{indent}{key}: {format_flow(entry)}"
