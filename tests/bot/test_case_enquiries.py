"""Which messages belong to the case enquiry by their form alone, whatever the classifier makes of them."""

from pathlib import Path

import pytest
import yaml

from bot.understanding.facts import FactRules

WRITTEN = Path(__file__).resolve().parents[2] / "data" / "nlu" / "vocabulary" / "facts.yml"
TOKEN = "〔查询码:abcdefghijklmnopqrstuvwx〕"


@pytest.fixture(scope="module")
def rules() -> FactRules:
    return FactRules(yaml.safe_load(WRITTEN.read_text(encoding="utf-8")))


@pytest.mark.parametrize("text", [
    TOKEN, f"YS2026000038 {TOKEN}", f"我的码是{TOKEN}谢谢", "ys二零二六000123", "YS-2026-000123", "ＹＳ２０２６０００１２３",
    "预审2026年123号", "预审二零二六零零零一二三", "YS20260001", "2026000123", "AB2026000123", "编号是AB2026",
    "举报号2026000123", "我们公司的YS2026000123到哪了", "有变化告诉我", "有进展了通知我一下", "订阅", "我要订阅提醒",
    "取消提醒", "不用提醒了", "别再通知我了", "退订", "查另一件", "我想查下一件案子的进度",
])
def test_codes_numbers_and_wishes_about_cases(rules, text):
    assert rules.read(text).entry == "case_status"


@pytest.mark.parametrize("text", [
    "预审2026年有新规吗", "举报电话是12315吗", "维权打12345", "专利号ZL202310123456.7", "公开号CN115345678A", "案件编号怎么看",
    "YS是什么意思", "TJ2024年的政策", "关注公众号", "预审有结果会通知我吗", "查询码是什么", "备案编号在哪看", "分类号A01G9/24",
    "订阅号叫什么", "取消备案怎么办", "2026年3月5日提交的",
])
def test_questions_that_only_sound_like_it(rules, text):
    assert rules.read(text).entry != "case_status"
