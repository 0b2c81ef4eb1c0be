"""A file that was read is known under every name that it has."""

from pathlib import Path

from eurostack_assess.reading.inputs import forget_inputs, remember_input, was_read


def test_a_file_is_known_by_every_name_until_the_next_run(tmp_path: Path) -> None:
    read, other, second, link = (tmp_path / name for name in ("read.yaml", "other.yaml", "second.yaml", "link.yaml"))
    read.write_text("a", "utf-8")
    other.write_text("a", "utf-8")
    second.hardlink_to(read)
    link.symlink_to(read)
    remember_input(read.stat())
    assert {path.name for path in (*tmp_path.iterdir(), tmp_path / "gone") if was_read(path)} == {
        "read.yaml",
        "second.yaml",
        "link.yaml",
    }
    forget_inputs()
    assert not was_read(read)
