"""A framework as YAML files, as a person would write them."""

from collections.abc import Mapping

from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.entity_values import TEXT, EntityValue, dump_entity
from eurostack_assess.model.framework import RawFramework
from eurostack_assess.report.exports.edition_record import render_edition_file
from eurostack_assess.report.exports.yaml_text import YamlValue, format_block


def render_framework_files(framework: RawFramework, language: str) -> dict[str, str]:
    """By name in the folder, the text of a file from which the same is read; comments are not kept."""
    files = {"framework.yaml": render_yaml(dump_entity(framework.header))}
    for part in framework.parts:
        files[f"lenses/{part.id}.yaml" if part.lens else f"{part.id}.yaml"] = render_yaml(dump_entity(part))
    files |= {
        f"instruments/{instrument.instrument}.yaml": render_yaml(dump_entity(instrument))
        for instrument in framework.instruments
    }
    return files | {
        f"editions/{edition.edition}.yaml": render_edition_file(edition, language)
        for edition in framework.earlier_editions
    }


def render_yaml(value: Mapping[str, EntityValue]) -> str:
    """A mapping as the text of a file."""
    return "".join(f"{line}\n" for line in format_block({key: _to_yaml_value(item) for key, item in value.items()}))


def _to_yaml_value(value: EntityValue) -> YamlValue:
    """Texts as YAML has them: by language, or plain; beside other keys one in no language is called `text`."""
    match value:
        case LocalText():
            return dict(value.root) if value.languages != {ANY_LANGUAGE} else value.root[ANY_LANGUAGE]
        case Mapping() if isinstance(text := value.get(TEXT), LocalText):
            others = {key: _to_yaml_value(item) for key, item in value.items() if key != TEXT}
            text_value = _to_yaml_value(text)
            if isinstance(text_value, dict):
                first = {"id": others.pop("id")} if "id" in others else {}
                return first | text_value | others
            return {"text": text_value} | others if others else text_value
        case Mapping():
            return {key: _to_yaml_value(item) for key, item in value.items()}
        case list():
            return [_to_yaml_value(item) for item in value]
        case _:
            return value
