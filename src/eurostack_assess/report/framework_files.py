"""A framework as the YAML files that a person would write."""

from collections.abc import Mapping

from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.framework import FrameworkAsWritten
from eurostack_assess.report.edition_file import edition_file
from eurostack_assess.report.written import TEXT, Tree, tree
from eurostack_assess.report.yaml_text import Written, block


def framework_files(written: FrameworkAsWritten, language: str) -> dict[str, str]:
    """By name in the folder, the text of a file from which the same is read; comments are not kept."""
    files = {"framework.yaml": yaml_text(tree(written.header))}
    for part in written.parts:
        files[f"lenses/{part.id}.yaml" if part.lens else f"{part.id}.yaml"] = yaml_text(tree(part))
    files |= {f"instruments/{one.instrument}.yaml": yaml_text(tree(one)) for one in written.instruments}
    return files | {f"editions/{one.edition}.yaml": edition_file(one, language) for one in written.earlier}


def yaml_text(value: Mapping[str, Tree]) -> str:
    """A mapping as the text of a file."""
    return "".join(f"{line}\n" for line in block({key: _keyed(one) for key, one in value.items()}))


def _keyed(value: Tree) -> Written:
    """Texts as YAML has them: by language, or plain; beside other keys one in no language is called `text`."""
    match value:
        case LocalText():
            return dict(value.root) if value.languages != {ANY_LANGUAGE} else value.root[ANY_LANGUAGE]
        case Mapping() if isinstance(text := value.get(TEXT), LocalText):
            others = {key: _keyed(one) for key, one in value.items() if key != TEXT}
            said = _keyed(text)
            if isinstance(said, dict):
                first = {"id": others.pop("id")} if "id" in others else {}
                return first | said | others
            return {"text": said} | others if others else said
        case Mapping():
            return {key: _keyed(one) for key, one in value.items()}
        case list():
            return [_keyed(one) for one in value]
        case _:
            return value
