"""A small but real classifier: trained in seconds on invented sentences, with the domain's own vocabulary."""

from pathlib import Path

import pytest
import yaml

from bot.understanding.classifier import BACKGROUND, TopicClassifier
from bot.understanding.decision import Decider, Thresholds
from bot.understanding.facts import FactRules
from bot.understanding.follow_up import FollowUps
from bot.understanding.learning import Training
from bot.understanding.places import Places
from bot.understanding.reader import Reader
from bot.understanding.storage import told_patterns, topic_subjects
from bot.understanding.subjects import SubjectRules
from bot.understanding.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "nlu" / "vocabulary"
SAID = {
    "pre_examination/register_time": ["预审备案要多久", "备案几天能办好", "备案办下来得等多少天", "预审备案 要多久", "单位备案审核时间"],
    "pre_examination/register_materials": ["预审备案要什么材料", "备案交哪些资料", "备案需要准备什么文件", "预审备案 材料呢", "备案清单有啥"],
    "pre_examination/how_to_register": ["预审备案怎么办", "在哪儿备案", "备案去哪里申请", "怎么给单位做预审备案", "备案流程"],
    "pre_examination/time_to_grant": ["走预审多久能授权", "预审的专利多久下证", "发明走预审几个月拿证", "授权要等多久"],
    "trade_secret/need_registration": ["商业秘密要登记吗", "商业秘密有没有证书", "商密需要去备案登记吗", "秘密登记在哪办"],
    "trade_secret/protection_term": ["商业秘密保护多少年", "商密能保护几年", "商业秘密有期限吗", "秘密保护期多长"],
    "smalltalk/greeting": ["你好", "您好", "你好呀", "你好在吗", "您好在吗", "早上好", "哈喽", "哈喽你好"],
    "smalltalk/thanks": ["谢谢", "多谢", "感谢你", "太好了谢谢"],
    "refusal/off_topic": ["今天天气怎么样", "明天天气咋样", "讲个笑话", "讲个笑话吧", "股票能买吗", "红烧肉怎么做"],
    BACKGROUND: ["驾照怎么换", "我家马桶堵了", "孩子上学怎么报名", "空调不制冷", "足球几点开始"],
}
TITLES = {"预审备案多久能办好": "pre_examination/register_time", "商业秘密能保护多少年": "trade_secret/protection_term"}


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The domain's words as shipped."""
    return Vocabulary.read(FOLDER)


@pytest.fixture(scope="session")
def train(vocabulary: Vocabulary):
    """Trains a classifier on the invented sentences."""
    pairs = [(text, topic) for topic, texts in SAID.items() for text in texts]

    def train() -> TopicClassifier:
        how = Training(rarest=2, epochs=60, network_epochs=40, networks=1, hidden=32, batch=16)
        blocks = {"char": 1.0, "word": 0.6, "pinyin": 0.5, "canon": 0.7}
        return TopicClassifier.train([text for text, _ in pairs], [topic for _, topic in pairs], vocabulary, blocks, how)

    return train


@pytest.fixture(scope="session")
def classifier(train) -> TopicClassifier:
    """One classifier for all tests that only read."""
    return train()


@pytest.fixture(scope="session")
def decider(classifier: TopicClassifier, vocabulary: Vocabulary) -> Decider:
    """Decides with the shipped thresholds."""
    bounds = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"][0]["thresholds"]
    reader = Reader(classifier, SubjectRules(vocabulary, classifier.vectors.blocks.tokenizer), {topic: title for title, topic in TITLES.items()})
    told = FactRules(told_patterns(FOLDER))
    return Decider(reader, FollowUps(topic_subjects(FOLDER)), Thresholds(**bounds), told, Places(vocabulary.places))
