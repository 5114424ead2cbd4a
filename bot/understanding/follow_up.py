"""Messages that lean on the last topic, completed to questions of their own.

"要多久" after 预审备案 becomes 预审备案要多久; "那实用新型呢" after 走预审多久能授权 becomes 实用新型走预审多久能授权. Both
completions are read, and the one the classifier is surer of, within the last topic's surroundings, counts.
"""

import re
from typing import List, Mapping, Optional, Sequence

from bot.understanding.classifier import Reading
from bot.understanding.reader import Reader

OPENING = re.compile(r"^(?:那么?|那要是|那如果|要是|如果|假如|然后|所以|这样的?话|那这个|这个|那个|它|他|该|此|其)+(?:的话)?[，, ]*")
CLOSING = re.compile(r"(?:呢|吗|嘛|呀|啊|吧|行吗|可以吗|行不行|可不可以|也行吗|也可以吗|也一样吗|怎么说|咋样)?[?？。! ！]*$")
PRONOUN = re.compile(r"这个|那个|它|这事儿?|那事儿?|这种|这样")


class FollowUps:
    """Completes elliptical messages; ``subjects`` gives each topic's noun phrase and question core."""

    def __init__(self, subjects: Mapping[str, Mapping[str, str]]) -> None:
        self._subjects = subjects

    def completions(self, text: str, topics: Sequence[str]) -> List[str]:
        """The message completed by each of the last topics, in both directions."""
        bare = OPENING.sub("", text.strip())
        core = CLOSING.sub("", bare)
        completed = []
        for topic in topics:
            known = self._subjects.get(topic)
            if known is None:
                continue
            completed.append(known["subject"] + PRONOUN.sub("", bare))
            if core:
                completed.append(core + known["question"])
        return completed

    def best(self, text: str, topics: Sequence[str], reader: Reader) -> Optional[Reading]:
        """The surest reading among the completions, or None when the last topics complete nothing."""
        readings = [reader.read(completed) for completed in self.completions(text, topics)]
        return max(readings, key=lambda reading: reading.top[1], default=None)
