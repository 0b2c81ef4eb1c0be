"""The current date in UTC, or the date in SOURCE_DATE_EPOCH if that is set."""

import os
from datetime import UTC, date, datetime

from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import typed


def today() -> date:
    """The day in UTC, or of SOURCE_DATE_EPOCH."""
    return pinned_day() or datetime.now(UTC).date()


def pinned_day() -> date | None:
    """The day of SOURCE_DATE_EPOCH, seconds since 1970 (reproducible-builds.org); None where it is not set.

    Raises:
        UsageError: it is no such number, or of no year that there is.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(message("error.source-date-epoch", value=typed(epoch)[:80])) from None
