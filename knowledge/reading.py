"""Data files into typed records, with the file and the reason named when that fails."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from knowledge.errors import BrokenKnowledge

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; raises BrokenKnowledge naming the file."""
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as reason:
        raise BrokenKnowledge(f"{path}: {reason}") from reason


def read_record[R: BaseModel](path: Path, shape: type[R]) -> R:
    """One YAML file as one record; raises BrokenKnowledge naming the file and the field."""
    return read_shape(path, TypeAdapter(shape))


def read_shape[S](path: Path, shape: TypeAdapter[S]) -> S:
    """One YAML file checked against a shape; raises BrokenKnowledge naming the file and the field."""
    content = read_yaml(path)
    try:
        return shape.validate_python(content)
    except ValidationError as reason:
        first = reason.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "file"
        raise BrokenKnowledge(f"{path}: {where}: {first['msg']}") from reason
