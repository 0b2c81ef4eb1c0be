"""What the README shows is what the command prints."""

import re

from tests.helpers import ROOT, command

README = (ROOT / "README.md").read_text("utf-8")


def test_the_report_in_the_readme_is_the_real_one() -> None:
    shown = command("score", ROOT / "profiles" / "amsterdam.yaml", "--lang", "en").stdout.decode()
    excerpt = next(block for block in re.findall(r"```text\n(.*?)```", README, re.DOTALL) if "The stack" in block)
    table, sentence = excerpt.strip().split("\n\n", 1)
    assert table in shown
    assert sentence in shown


def test_every_link_in_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_in_the_readme_exists() -> None:
    listed = command("--help").stdout.decode()
    for name in set(re.findall(r"eurostack-assess ([a-z]+)", README)):
        assert re.search(rf"^  {name} ", listed, re.MULTILINE), name
