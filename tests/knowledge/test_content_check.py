"""Each thing the content check promises to find, planted once; and nothing found in what we ship."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.clock import today
from knowledge.content_check import as_number, check, load_rules
from knowledge.library import CITY, KNOWLEDGE, Library
from knowledge.staleness import stale
from tests.knowledge.conftest import TEXT, topic

LOCAL_NAMES = ("长春", "吉林", "长市监")


def planted(text: str, **more: object) -> dict[str, object]:
    """A topic whose only fault is its text."""
    return topic(answers=[{"effective": date(2025, 1, 1), "text": text, "cites": ["new_law#10"]} | more])


def test_what_we_ship_has_no_findings(library: Library):
    assert [str(finding) for finding in check(library, load_rules(), today())] == []


def test_a_sound_topic_has_no_findings(invented):
    assert check(invented(topic()), load_rules(), date(2025, 6, 1)) == []


@pytest.mark.parametrize(("fault", "reason"), [
    (planted("太短"), "text has 2 characters"),
    (planted(TEXT * 4), "characters, allowed"),
    (planted(TEXT, next="去"), "next has 1"),
    (planted(TEXT + "我们包过。"), "must not say '包过'"),
    (planted(TEXT + "请打 13800000000。"), "private number"),
    (planted(TEXT + "请打 0431-88888888。"), "private number"),
    (planted(TEXT + "见 https://example.cn/x 。"), "web address"),
    (planted(TEXT + "按第八十八条办理。"), "article 八十八"),
    (planted(TEXT + "找{nobody}。"), "placeholder"),
    (planted(TEXT + "将于 2024-06-01 施行。"), "says 将于"),
    (planted(TEXT + "已于 2025年6月1日 施行。"), "says 已于"),
    (planted(TEXT, cites=[]), "cites nothing"),
    (planted(TEXT, cites=["new_law#11"]), "does not resolve"),
    (planted(TEXT, cites=["old_law#9"]), "quarantined"),
    (topic(title="一个长得在手机屏幕上无论如何也放不下的题目名称呀"), "title has"),
    (topic(related=["area/none"]), "cannot be followed"),
    (topic(verified=date(2030, 1, 1)), "day to come"),
    (topic(confirm_with=["centre"]), "never says"),
])
def test_each_fault_is_found(invented, fault, reason):
    findings = [str(finding) for finding in check(invented(fault), load_rules(), date(2025, 6, 1))]
    assert any(reason in finding for finding in findings), findings


@pytest.mark.parametrize(("written", "number"), [("10", 10), ("219之一", 219), ("九十", 90), ("十七", 17), ("二百一十九", 219)])
def test_article_numbers_in_both_scripts(written: str, number: int):
    assert as_number(written) == number


@pytest.mark.parametrize("path", sorted(KNOWLEDGE.rglob("*.yml")), ids=lambda path: path.stem)
def test_nothing_outside_the_city_pack_names_the_city(path: Path):
    if "ipc" in path.parts:
        return
    said = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#"))
    assert not [name for name in LOCAL_NAMES if name in said]


def test_another_city_needs_only_its_pack(tmp_path: Path):
    words = (CITY / "city.yml").read_text(encoding="utf-8")
    for ours, theirs in (("长春", "新城"), ("吉林", "某"), ("changchun", "xincheng")):
        words = words.replace(ours, theirs)
    (tmp_path / "city.yml").write_text(words, encoding="utf-8")
    other = Library.load(city=tmp_path)
    assert len(other.topics) > 200
    for topic_id in other.topics:
        answer = other.answer_on(topic_id, date(2026, 11, 22))
        said = f"{answer.title}{answer.text}{answer.more}{answer.next}{[cite.title for cite in answer.citations]}"
        assert not [name for name in LOCAL_NAMES if name in said], topic_id


def test_the_review_list_names_old_changed_and_waiting_answers(invented, library: Library):
    old = invented(topic(confirm_with=["centre"], answers=[
        {"effective": date(2024, 1, 1), "text": TEXT + "请向{centre}确认。", "cites": ["old_law#9"]}]))
    reasons = [(item.reason, item.ask) for item in stale(old, date(2024, 12, 1), months=3)]
    assert any("超过 3 个月" in reason for reason, _ in reasons)
    assert any("不再施行" in reason for reason, _ in reasons)
    assert ("答复写有“请确认”", "新城中心") in reasons
    assert stale(invented(topic()), date(2024, 7, 1), months=6)[0].reason.endswith("不再施行")
    assert any("只见一处文本" in item.reason for item in stale(library, date(2026, 11, 22), months=6))
