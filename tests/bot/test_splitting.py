"""A message's clauses, in order and without its fillers."""

import pytest

from bot.understanding.splitting import asks, clauses, phrases


@pytest.mark.parametrize(("text", "parts"), [
    ("预审要多久？备案怎么办？", ["预审要多久", "备案怎么办"]),
    ("预审要多久，另外备案怎么办", ["预审要多久", "备案怎么办"]),
    ("预审收费吗 还有商业秘密要登记吗", ["预审收费吗", "商业秘密要登记吗"]),
    ("1、备案条件 2、备案材料", ["备案条件", "备案材料"]),
    ("預審要多久，還有備案怎麼辦", ["预审要多久", "备案怎么办"]),
    ("一个是地理标志咋整 一个是商标咋续", ["地理标志咋整", "商标咋续"]),
    ("你好。预审要多久", ["预审要多久"]),
    ("预审要多久", ["预审要多久"]),
    ("", []),
    ("？？？", []),
])
def test_clauses(text: str, parts: list):
    assert clauses(text) == parts


def test_commas_part_phrases():
    assert phrases("费减备案怎么办，能减多少，好。备案呢") == ["费减备案怎么办", "能减多少", "备案呢"]


@pytest.mark.parametrize(("text", "question"), [("预审要多久", True), ("我们是一家公司", False), ("能不能快点", True)])
def test_questions_sound_like_questions(text: str, question: bool):
    assert asks(text) is question
