"""Today in Beijing; ``ZHIWEN_TODAY=2027-01-01`` previews another day."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The day whose law is applied: the calendar day in Beijing, or the day ZHIWEN_TODAY names.

    Raises ValueError when ZHIWEN_TODAY is set and is not an ISO date: a preview of no day helps nobody.
    """
    preview = os.environ.get("ZHIWEN_TODAY")
    return date.fromisoformat(preview) if preview else datetime.now(BEIJING).date()
