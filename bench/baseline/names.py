"""The names that topics have in the stock bot."""


def plain_intent(topic: str) -> str:
    """A topic id as a plain intent: a slash would make it a retrieval intent."""
    return topic.replace("/", "__")
