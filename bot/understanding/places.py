"""Whose rules is a question about? Another city's are for that city's office to tell."""

import re
from typing import List, Mapping

OF_ITS_OFFICE = (
    r"(?:市|省)?[^，。？?！!、]{0,6}?(?:中心|知识产权|预审|语审|备案|专利|商标|商业秘密|竞业|市监|市场监管|工商|法院|补贴|资助|政策|规定|标准|清单|维权|援助|"
    r"窗口|电话|优先审查|额度|案子|加快审查)"
)
FILED = r"(?:那边|那里)?(?:报|交|递|办|备|申请|受理)的"
ITS_CONTACT = re.compile(r"电话|地址|窗口|网址|官网|几点|上班|怎么走")
OWN_PLACE = r"(?:我|我们|咱|咱们|俺|公司|单位|企业|厂|厂子|总部|户口|注册地?)[^，。？?!！]{0,6}"


class Places:
    """Recognises questions about the rules of another city; a place the asker comes from is not one."""

    def __init__(self, places: Mapping[str, List[str]]) -> None:
        names = "|".join(sorted(map(re.escape, places["elsewhere"]), key=len, reverse=True))
        self._ours = re.compile("|".join(map(re.escape, places["ours"])))
        self._elsewhere = re.compile(rf"(?:{names}){OF_ITS_OFFICE}")
        self._own = re.compile(rf"{OWN_PLACE}(?:{names})")
        self._filed = re.compile(rf"(?:{names})市?{FILED}")

    def asks_elsewhere(self, text: str) -> bool:
        """Whether the text asks about another city's office or a case filed there, and not about ours."""
        if self._ours.search(text):
            return False
        return bool(self._filed.search(text) or self._elsewhere.search(self._own.sub("", text)))

    @staticmethod
    def asks_for_contact(text: str) -> bool:
        """Whether the text asks how to reach an office."""
        return bool(ITS_CONTACT.search(text))
