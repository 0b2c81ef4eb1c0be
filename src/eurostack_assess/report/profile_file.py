"""A profile as the YAML file that a person would write: every answer under its question."""

from collections.abc import Iterator, Mapping
from datetime import date

from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Answer, Profile
from eurostack_assess.report.blank_profile import comment
from eurostack_assess.report.yaml_text import Written, flow
from eurostack_assess.texts import texts


def profile_file(profile: Profile, framework: Framework, language: str, made: str = "profile-file.made") -> str:
    """The text of a file from which the same profile is read; `made` is the text that says how it was made."""
    return "".join(f"{line}\n" for line in _lines(profile, framework, language, made))


def _lines(profile: Profile, framework: Framework, language: str, made: str) -> Iterator[str]:
    yield from comment(texts(language)(made))
    head = profile.model_dump(exclude_defaults=True, exclude={"answers", "dependencies"})
    yield from _mapping(_plain(head), "")
    if profile.answers:
        yield "answers:"
    for id_ in (one for one in framework.questions if one in profile.answers):
        yield from comment(framework.questions[id_].ask.in_language(language), "  ")
        yield from _mapping({id_: _answer(profile.answers[id_])}, "  ")
    if profile.dependencies:
        dependencies = [one.model_dump(exclude_defaults=True) for one in profile.dependencies]
        yield from _mapping({"dependencies": _plain(dependencies)}, "")


def _answer(answer: Answer) -> Written:
    """An answer with nothing beside it is written as it is."""
    in_full = _plain(answer.model_dump(exclude_defaults=True))
    return in_full["answer"] if in_full.keys() == {"answer"} else in_full


def _plain(value: object) -> dict[str, Written]:
    """Texts without a language as plain texts, and nothing that is not there."""
    return _unwrapped(value)  # type: ignore[return-value]


def _unwrapped(value: object) -> Written:
    match value:
        case LocalText():
            return _unwrapped(value.root)
        case Mapping() if value.keys() == {ANY_LANGUAGE}:
            return _unwrapped(value[ANY_LANGUAGE])
        case Mapping():
            return {str(key): _unwrapped(one) for key, one in value.items() if one is not None}
        case list() | tuple():
            return [_unwrapped(one) for one in value]
        case str() | int() | float() | date():
            return value
        case _:
            raise TypeError(f"not a value of a profile: {value!r}")


def _mapping(value: Mapping[str, Written], indent: str) -> Iterator[str]:
    for key, one in value.items():
        match one:
            case dict() if one:
                yield f"{indent}{key}:"
                yield from _mapping(one, f"{indent}  ")
            case list() if one:
                yield f"{indent}{key}:"
                for item in one:
                    yield f"{indent}  - {flow(item)}"
            case _:
                yield f"{indent}{key}: {flow(one)}"
