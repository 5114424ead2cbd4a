"""The self-check's result in words, with the link to the document; and as data for pages that draw it."""

from actions.library import library, self_check
from actions.replies import Saying, as_json, choice, cited, topic_choice
from actions.self_check_progress import TOPIC, Answers
from actions.wording import ScoreWords, self_check_words
from knowledge.outcomes import Kind, Outcome
from knowledge.self_check import SelfCheckResult, packed, score

DOCUMENT = "/v1/self-check/document"


def card(answers: Answers) -> Saying:
    """A score per element, the most useful next steps, the document to download."""
    result = score(answers.given, self_check(), library().citation)
    words = self_check_words()
    download = f"{DOCUMENT}?a={packed(answers.given, self_check())}"
    return Saying(Kind.VERDICT, Outcome.TASK_DONE, {
        "topic": TOPIC,
        "title": words.card.title,
        "text": "\n\n".join(filter(None, paragraphs(result, words.card))),
        "citations": as_json([citation for step in result.steps for citation in step.basis]),
        "choices": [choice(words.choices["restart"]), *(topic_choice(topic) for topic in words.read_next)],
        "data": result.model_dump(mode="json") | {"download": download, "download_title": words.card.download_title},
    })


def paragraphs(result: SelfCheckResult, words: ScoreWords) -> list[str]:
    """The card, part by part; a part that has nothing to say is empty."""
    return [
        "\n".join([words.scores, *score_lines(result, words)]),
        "\n".join([words.steps.format(count=len(result.steps)), *step_lines(result, words)])
        if result.steps else words.nothing_to_do if not result.unanswered else "",
        words.unanswered.format(count=len(result.unanswered)) if result.unanswered else "",
        words.download,
        result.notice,
    ]


def score_lines(result: SelfCheckResult, words: ScoreWords) -> list[str]:
    """One line per element."""
    return [words.score.format(element=element.title,
                               score=words.no_score if element.score is None else element.score)
            for element in result.elements]


def step_lines(result: SelfCheckResult, words: ScoreWords) -> list[str]:
    """One line per next step, with what it rests on."""
    return [f"{words.step.format(n=place, advice=step.advice)}\n  "
            + words.basis.format(basis="；".join(map(cited, step.basis)))
            for place, step in enumerate(result.steps, start=1)]
