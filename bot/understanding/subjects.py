"""What a message is about and what it asks for, by phrase rules over jieba tokens (spaCy, blank ``zh``).

Subjects (预审, 备案, 竞业限制 …) and facets (费用, 时限 …) come from the vocabulary. A message with a facet and no
subject is elliptical: it leans on what was said before. Codes are found by pattern on the raw text.
"""

import re
from dataclasses import dataclass, field
from typing import Dict, List, Set

import spacy
from jieba import Tokenizer
from spacy.lang.zh import Chinese, Segmenter
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bot.understanding.normalise import normalise
from bot.understanding.vocabulary import Vocabulary

IPC = re.compile(r"(?<![A-Za-z0-9])[A-Ha-h]\s?\d{2}\s?[A-Za-z](?:\s?\d{1,4}\s?/\s?\d{2,6})?(?![A-Za-z0-9])")
CASE_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?:BA|YS|WQ|TJ|JB)[-\s]?\d{4}[-\s]?\d{6}(?!\d)", re.I)
PATENT_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?:ZL|CN)?\s?(?:19|20)\d{2}[1238]\d{7}\.?[\dXx](?!\d)", re.I)
DAY = re.compile(r"(?:20\d{2})\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}\s?日?")
CODES = (("ipc", IPC), ("case_number", CASE_NUMBER), ("patent_number", PATENT_NUMBER), ("day", DAY))


@dataclass(frozen=True)
class Aspects:
    """What stands in a message: subjects, facets, codes."""

    subjects: Set[str] = field(default_factory=set)
    facets: Set[str] = field(default_factory=set)
    codes: Dict[str, List[str]] = field(default_factory=dict)


class SubjectRules:
    """Finds subjects and facets by phrase, longest phrase first."""

    def __init__(self, vocabulary: Vocabulary, words: Tokenizer) -> None:
        self._nlp = blank_chinese(words)
        self._matcher = PhraseMatcher(self._nlp.vocab)
        for group, lists in (("subject", vocabulary.subjects), ("facet", vocabulary.facets)):
            for name, words in lists.items():
                self._matcher.add(f"{group}:{name}", [self._nlp.make_doc(normalise(word)) for word in words])

    def aspects(self, text: str) -> Aspects:
        """Subjects, facets and codes of a raw message."""
        doc = self._nlp.make_doc(normalise(text))
        spans = filter_spans(self._matcher(doc, as_spans=True))
        labels = [span.label_.split(":", 1) for span in spans]
        return Aspects(
            subjects={name for group, name in labels if group == "subject"},
            facets={name for group, name in labels if group == "facet"},
            codes={name: found for name, pattern in CODES if (found := pattern.findall(text))},
        )

    def words(self, text: str) -> List[str]:
        """The tokens the rules work on."""
        return [token.text for token in self._nlp.make_doc(text)]


def blank_chinese(words: Tokenizer) -> Chinese:
    """SpaCy's blank Chinese over a jieba that is there already; asked for jieba, it would load a second dictionary."""
    nlp: Chinese = spacy.blank("zh")
    nlp.tokenizer.segmenter, nlp.tokenizer.jieba_seg = Segmenter.jieba.value, words
    return nlp
