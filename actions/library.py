"""The knowledge the actions speak from, each part read once, at the first message that needs it."""

from functools import cache

from knowledge.eligibility import Pack, load_pack
from knowledge.ipc import Finder, IpcWording, Subclasses, load_subclasses, load_wording
from knowledge.library import Library
from knowledge.self_check import SelfCheck, load_self_check


@cache
def library() -> Library:
    """Topics, sources, doors and the city's words."""
    return Library.load()


@cache
def eligibility_pack() -> Pack:
    """The eligibility check of the city."""
    return load_pack()


@cache
def self_check() -> SelfCheck:
    """The trade-secret self-check."""
    return load_self_check()


@cache
def ipc_subclasses() -> Subclasses:
    """The subclasses the IPC helper knows."""
    return load_subclasses()


@cache
def ipc_wording() -> IpcWording:
    """What the IPC helper says of a symbol."""
    return load_wording()


@cache
def ipc_finder() -> Finder:
    """The search from products to subclasses."""
    return Finder(ipc_subclasses(), ipc_wording().fillers)
