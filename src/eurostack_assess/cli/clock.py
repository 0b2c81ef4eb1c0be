"""Which day it is."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day in UTC, or of SOURCE_DATE_EPOCH."""
    return pinned_day() or datetime.now(UTC).date()


def pinned_day() -> date | None:
    """The day of SOURCE_DATE_EPOCH, seconds since 1970 (reproducible-builds.org); None where it is not set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else None
