"""The entry point of the command, which answers `--version` without importing the rest of the program."""

import sys

from eurostack_assess import __version__


def main() -> None:
    """Run the command and leave with its exit code (`docs/exit-codes.md`)."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        print(f"eurostack-assess {__version__}")  # noqa: T201 - the one line that needs nothing else
        return
    try:
        from eurostack_assess.cli.running import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before anything could be said
        from eurostack_assess.errors import INTERRUPTED

        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
