"""Today is Beijing's, or the day that was asked for."""

from datetime import datetime

import pytest

from knowledge.clock import BEIJING, today


def test_today_is_beijings(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ZHIWEN_TODAY", raising=False)
    assert today() == datetime.now(BEIJING).date()


def test_another_day_can_be_previewed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZHIWEN_TODAY", "2027-01-01")
    assert today().isoformat() == "2027-01-01"


def test_a_preview_of_no_day_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZHIWEN_TODAY", "next year")
    with pytest.raises(ValueError, match="next year"):
        today()
