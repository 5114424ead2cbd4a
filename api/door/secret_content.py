"""Whether a message tells a secret rather than asks a question.

The 保密提醒 of the design (Privacy and security).

Patterns, not a model: what they let through can be read here, and nothing is sent anywhere to find out. Words like 配方
or 客户名单 alone are ordinary questions; what tells is concrete content: several technical quantities, prices beside
names, contacts, the text of a claim, code, credentials. Dates, deadlines, fees, fines and article numbers do not count.
"""

import re

from api.door.masking import narrow

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
TECHNICAL_UNIT = (
    r"(?:g/l|ml/l|kg|mg|g|克|千克|公斤|斤|ml|毫升|升|l(?![a-z])|mol|ppm|%|％|℃|°c|摄氏度|mpa|kpa|pa(?![a-z])|兆帕|rpm|目|nm|μm|um|mm|毫米|微米|"
    r"cm|hz|khz|mhz|kv|v(?![a-z])|kw|w(?![a-z])|a/dm2|ma|hrc|n·m|毫秒|ms|份|勺|转|度(?!电)|小时|分钟|秒|h(?![a-z])|min|微安|欧|毫欧|kda|吨(?!位))"
)
QUANTITY = re.compile(rf"{NUMBER}\s*(?:[-~～至到/×x*]\s*{NUMBER}\s*)*{TECHNICAL_UNIT}", re.I)
DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
DATE_OR_RULE = re.compile(
    r"(?:19|20)\d{2}\s*[年\-/.]\s*(?:\d{1,2}\s*[月\-/.]\s*(?:\d{1,2}\s*日?)?)?|\d+\s*(?:年|个月|月|日|天|周|个工作日|工作日)|"
    r"第\s*\d+\s*(?:条|款|项|号|令|批|次|届|个|类|年)|\d+\s*号(?:令|文|公告)?|〔\d{4}〕|[A-Ha-h]\d{2}[A-Za-z]\s*\d+/\d+"
)
COUNTED = re.compile(NUMBER)
CONTACT = re.compile(r"〔(?:手机号|电话号码|身份证号|银行卡号|电子邮箱)〕|\d{3,10}\*{2,}\d{2,4}")
NAMED = re.compile(r"[\u4e00-\u9fff](?:\*{1,2}|某|总|老板|经理|姐|哥|女士|先生)")
PRICE = re.compile(
    r"(?:底价|报价|进价|成本价?|出厂价?|到厂价|标底|返[点利]|单价|协议价|成交价|毛利率?|让利|下浮|价格压到|佣金)"
)
CLAIM = re.compile(
    r"(?:一种.{2,40}|权利要求\s*\d*.{0,20})(?:其特征在于|其特征是|包括.{2,40}(?:模块|步骤|装置|单元))|"
    r"(?:技术方案|方案|交底书|发明内容|核心步骤|核心结构|申请的内容|外观设计说明|prompt|提示词)(?:全文|部分|说明)?"
    r"(?:如下|贴这|贴在|是把|就是把|说了|[:：]).{30,}",
    re.S | re.I,
)
CREDENTIAL = re.compile(
    r"(?:密码|口令|密钥|提取码|解锁码|门禁码|password|passwd|secret|api[ _-]?key|token)\s*(?:是|为|[:：=])?\s*"
    r"(?=[A-Za-z0-9@#!_.\-]*\d)[A-Za-z0-9@#!_.\-]{4,}|\w+://\w+:[^\s@]+@",
    re.I,
)
CODE = re.compile(
    r"\bdef \w+\(|\bimport \w+|\bpublic (?:static|class)|#include\s*<|\bfunction\s*\w*\s*\(|\bselect\b.+\bfrom\b|"
    r"\b(?:int|float|double|char|void)\s+\w+\s*[(=]|\w+\s*(?:\+=|\*=|==|&&|\|\|)\s*\w+|\b\w+\s*=\s*\d+(?:\.\d+)?\s*\*\s*\w+",
    re.I | re.S,
)
IDENTITY = re.compile(r"(?:身份证号?|护照号?)\s*(?:是|为|[:：])?\s*(?:〔身份证号〕|[A-Z]?\d{6,}[\d*X]*)")
SEVERAL_QUANTITIES = 3
SEVERAL_DECIMALS = 4
SEVERAL_NUMBERS = 6
SEVERAL_PRICES = 2
SEVERAL_CONTACTS = 2


def holds_secret(text: str) -> bool:
    """Whether a masked message tells a formula, a technical solution, a customer or price list, code or a password."""
    plain = narrow(text)
    return bool(
        CLAIM.search(plain) or CREDENTIAL.search(plain) or CODE.search(plain) or IDENTITY.search(plain)
    ) or tells_quantities(plain) or tells_people(plain)


def tells_quantities(text: str) -> bool:
    """Several technical quantities, or so many plain numbers that they must be data."""
    bare = DATE_OR_RULE.sub(" ", text)
    quantities = len(QUANTITY.findall(bare))
    numbers = len(COUNTED.findall(bare))
    prices = len(PRICE.findall(bare))
    return (
        quantities >= SEVERAL_QUANTITIES
        or len(DECIMAL.findall(bare)) >= SEVERAL_DECIMALS
        or numbers >= SEVERAL_NUMBERS
        or (prices >= SEVERAL_PRICES and numbers >= SEVERAL_PRICES)
    )


def tells_people(text: str) -> bool:
    """Contacts of several people, or one contact beside a named person and a price."""
    contacts = len(CONTACT.findall(text))
    return contacts >= SEVERAL_CONTACTS or (
        contacts > 0 and bool(NAMED.search(text)) and bool(PRICE.search(text) or COUNTED.search(CONTACT.sub("", text)))
    )
