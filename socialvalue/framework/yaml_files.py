"""YAML files read as plain data, with the line of everything in them, so faults can name it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml

from socialvalue.calculations.documents import DataWrong, Part

T = TypeVar("T")


class DataFileWrong(ValueError):
    """A data file says something it should not, or leaves something out."""

    def __init__(self, *, path: Path, line: int, detail: str) -> None:
        super().__init__(f"{path.name}, line {line}: {detail}")
        self.path = path
        self.line = line
        self.detail = detail


class File:
    """A YAML file read as plain data, which remembers the line of everything in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[str, int] = {"": 1}
        self.data = self._load()

    def read(self, reader: Callable[[Part], T]) -> T:
        """Return what a reader makes of the file; its faults are given their line."""
        try:
            return reader(Part(self.data))
        except DataWrong as wrong:
            detail = f"{wrong.at}: {wrong.detail}"
            raise self._wrong(self._line_of(wrong.at), detail) from None

    def _load(self) -> dict[str, Any]:
        try:
            root = yaml.compose(self.path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as wrong:
            line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
            raise self._wrong(line, f"is not YAML: {wrong.problem}") from None
        except (UnicodeDecodeError, yaml.reader.ReaderError):
            raise self._wrong(1, "is not plain text in UTF-8") from None
        if not isinstance(root, yaml.MappingNode):
            raise self._wrong(1, "is not a mapping of names to values")
        return self._mapping(root, "")

    def _wrong(self, line: int, detail: str) -> DataFileWrong:
        return DataFileWrong(path=self.path, line=line, detail=detail)

    def _line_of(self, at: str) -> int:
        """Return the line of a place, or of the nearest place around it."""
        while at not in self.lines:
            at = at.rpartition("/")[0]
        return self.lines[at]

    def _value(self, node: yaml.Node, at: str) -> Any:
        self.lines[at] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(part, f"{at}/{place}") for place, part in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, at: str) -> dict[str, Any]:
        members: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in members:
                raise self._wrong(key.start_mark.line + 1, f"{key.value} is given twice")
            members[key.value] = self._value(value, f"{at}/{key.value}")
        return members

    def _scalar(self, node: yaml.Node) -> Any:
        """Return text, a whole number, true, false or null; exact numbers and days are quoted."""
        kind = node.tag.rpartition(":")[2]
        if kind == "str":
            return node.value
        if kind == "null":
            return None
        if kind == "bool" and node.value in ("true", "false"):
            return node.value == "true"
        if kind == "int" and node.value.isdigit():
            return int(node.value)
        raise self._wrong(node.start_mark.line + 1, f"put {node.value} in quotes")
