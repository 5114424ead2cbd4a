"""The IPC helper: read a symbol, find candidate subclasses for a product, see whether a centre lists them."""

from knowledge.ipc.codes import IpcCode, NotACode, parse_code
from knowledge.ipc.subclasses import (
    Field,
    IpcWording,
    Listed,
    Subclass,
    Subclasses,
    listed,
    load_subclasses,
    load_wording,
)
from knowledge.ipc.words import Candidate, Finder

__all__ = [
    "Candidate",
    "Field",
    "Finder",
    "IpcCode",
    "IpcWording",
    "Listed",
    "NotACode",
    "Subclass",
    "Subclasses",
    "listed",
    "load_subclasses",
    "load_wording",
    "parse_code",
]
