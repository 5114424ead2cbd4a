"""Does a message tell a secret rather than ask a question? (保密提醒, design: Privacy and security)

Patterns, not a model: what they let through can be read here, and nothing is sent anywhere to find out.
A signal is a concrete content, such as amounts of ingredients or the text of a claim; words like 配方 or 客户名单
alone are ordinary questions. One strong signal or two weak ones make the warning.
"""

import re

from api.door.masking import narrow

AMOUNT = r"\d+(?:\.\d+)?\s*(?:[-~～至到]\s*\d+(?:\.\d+)?\s*)?"
INGREDIENT = re.compile(rf"[\u4e00-\u9fffA-Za-z]{{1,12}}[:：为占约]?\s*{AMOUNT}(?:%|％|份|克|千克|公斤|毫升|g|kg|mg|ml|mol)", re.I)
PARAMETER = re.compile(
    rf"{AMOUNT}(?:℃|°C|摄氏度|度下|MPa|kPa|Pa|rpm|转每分|转/分|目|nm|μm|um|mm|Hz|kHz|MHz|V|kV|W|kW|小时|分钟|秒|h|min)", re.I
)
CLAIM = re.compile(r"(?:一种|权利要求\s*\d*).{2,60}(?:其特征在于|其特征是)[，,：:]?.{12,}", re.S)
SOLUTION = re.compile(
    r"(?:技术方案|方案|工艺|流程|结构|算法|发明点|创新点|做法|核心)(?:如下|是这样的?|就是|是|为|在于)[:：，,]?.{40,}", re.S
)
STEPS = re.compile(r"(?:第[一二三四五]步|步骤[一二三四五1-5]|首先.{4,60}(?:然后|再|接着).{4,60}(?:最后|接着|再))", re.S)
DISCLOSURE = re.compile(r"(?:如下|以下是|下面是|给你看|发给你|贴给你|贴一下|贴上来|全文|具体是|分别是|[:：])")
FORMULA = re.compile(r"配方|配比|比例|原料|组分|添加|加入|混合|搅拌|烧结|发酵|反应|催化")
CUSTOMERS = re.compile(r"(?:客户|供应商|经销商|员工|联系人)(?:名单|信息|资料|清单|表)?")
CONTACT = re.compile(r"〔(?:手机号|电话号码|身份证号|银行卡号|电子邮箱)〕")
PRICE = re.compile(r"(?:底价|报价|进价|成本价?|标底|折扣)\s*(?:是|为|[:：])?\s*\d")
PASSWORD = re.compile(r"(?:密码|口令|密钥|password|secret|api[ _-]?key|token)\s*(?:是|为|[:：=])\s*\S{4,}", re.I)
CODE = re.compile(r"(?:\bdef \w+\(|\bimport \w+|\bpublic (?:static|class)|#include\s*<|\bfunction\s+\w+\s*\(|;\s*\n.*;\s*\n)")
ASKING = re.compile(r"[？?吗么呢]|怎么|如何|能不能|能否|可以|是否|多少|多久|哪|啥|咋|请问")
SEVERAL_INGREDIENTS = 2
SEVERAL_PARAMETERS = 3
SEVERAL_CONTACTS = 2
LONG = 60


def holds_secret(text: str) -> bool:
    """Whether a masked message looks like a formula, a technical solution, a customer list or a password."""
    plain = narrow(text)
    return strong_signal(plain) or weak_signals(plain) > 1


def strong_signal(text: str) -> bool:
    """Content that nobody writes when only asking a question."""
    ingredients = len(INGREDIENT.findall(text))
    contacts = len(CONTACT.findall(text))
    return bool(
        CLAIM.search(text)
        or PASSWORD.search(text)
        or CODE.search(text)
        or contacts >= SEVERAL_CONTACTS
        or (ingredients >= SEVERAL_INGREDIENTS and FORMULA.search(text))
        or (len(PARAMETER.findall(text)) >= SEVERAL_PARAMETERS and (FORMULA.search(text) or STEPS.search(text)))
        or (contacts and not ASKING.search(text) and "身份证" in text)
    )


def weak_signals(text: str) -> int:
    """How many hints stand in a long text that something is being told."""
    if len(text) < LONG:
        return 0
    return sum(
        bool(pattern.search(text)) for pattern in (SOLUTION, STEPS, PRICE)
    ) + (bool(CUSTOMERS.search(text)) and bool(CONTACT.search(text)) and bool(DISCLOSURE.search(text)))
