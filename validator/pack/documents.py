"""The files of a pack as documents: YAML as a tree of nodes that know their lines and as plain values, SQL as lines.

Dates stay ISO text; every other scalar has its YAML type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from msgspec import Struct, field

from validator.pack.bounds import UNSEEN, Excess, entries_beyond, events_beyond
from validator.pack.problems import Level, Problem, nearest

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""The ends of lines, as YAML counts them."""
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
T = TypeVar("T")


class Document(Struct):
    """A file of a pack: its bytes, lines, root node and plain value. Problems found in it are collected here."""

    path: Path
    content: bytes = b""
    lines: list[str] = field(default_factory=list)
    root: yaml.Node | None = None
    value: Any = None
    problems: list[Problem] = field(default_factory=list)

    def report(self, node: yaml.Node | None, code: str, message: str, word: str = "", level: Level = "error") -> None:
        """Add a problem at `node`, or at the first place inside it where `word` stands."""
        line, column = self.place(node, word) if node is not None else (1, 1)
        self.problems.append(Problem(self.path, line, column, level, code, message))

    def knows(
        self, node: yaml.Node | None, code: str, kind: str, known: Iterable[str], missing: str = "tidak dikenal."
    ) -> bool:
        """Whether the name that a node holds is a known one; if not, that is reported with the nearest of them."""
        if node is None or node.value in (names := [*known]):
            return node is not None
        self.report(node, code, f"{kind} {node.value} {missing}{nearest(node.value, names)}")
        return False

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def place(self, node: yaml.Node, word: str = "") -> tuple[int, int]:
        """1-based (line, column) of `word` within the text of `node`; of the node itself if it is not there."""
        start, end = node.start_mark, node.end_mark
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") if word else None
        for number in range(start.line, min(end.line + 1, len(self.lines))) if pattern else ():
            text = self.lines[number]
            first = start.column if number == start.line else 0
            last = end.column if number == end.line else len(text)
            if pattern and (match := pattern.search(text, first, max(last, first))):
                return number + 1, match.start() + 1
        return start.line + 1, start.column + 1


class Declared(Struct, Generic[T]):
    """A record and the node that declares it; `node` is None for a record of an earlier pack, which is not judged."""

    record: T
    document: Document
    node: yaml.Node | None

    def report(self, key: str, code: str, message: str) -> None:
        """Add a problem at the value of `key`, or at the whole entry if it has no such key."""
        self.document.report(child(self.node, key) or self.node, code, message)


def read_text(path: Path) -> Document:
    """The lines of a text file; a problem if it is not UTF-8, or has signs that nobody can see."""
    document = Document(path)
    try:
        document.content = path.read_bytes()
        text = document.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        document.report(None, "encoding", "Berkas ini bukan teks UTF-8; simpan ulang sebagai UTF-8.")
        return document
    except OSError as error:
        document.report(None, "file", f"Berkas tidak dapat dibaca ({error.strerror}).")
        return document
    document.lines = _BREAK.split(text)
    if found := UNSEEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"Ada tanda yang tidak tampak (U+{ord(found[0]):04X}) di baris ini; hapus lalu ketik ulang."
        document.problems.append(Problem(path, line, 1, "error", "encoding", message))
    return document


def read_yaml(path: Path, bounded: bool = True) -> Document:
    """A YAML file with its nodes; `root` stays None (with a problem) if it cannot be parsed.

    Without `bounded`, size and repeated keys are not looked for: the program's own files are, when they are linted.
    """
    document = read_text(path)
    if document.problems:
        return document
    text = "\n".join(document.lines)
    try:
        if bounded and (excess := events_beyond(yaml.parse(text, Loader=_LOADER))):
            _report_excess(document, excess)
            return document
        loader = _LOADER(text)
        root = loader.get_single_node()
        if bounded:
            _report_entries(document, root)
        if any(problem.code in ("yaml", "size") for problem in document.problems):
            return document
        document.value = None if root is None else _plain(loader.construct_document(root))
    except yaml.MarkedYAMLError as error:
        _report_syntax(document, error)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        document.report(None, "yaml", f"YAML tidak dapat dibaca: {error}")
    else:
        document.root = root
    return document


def _plain(value: Any) -> Any:  # noqa: ANN401 - YAML holds anything
    """Dates are text, and there are no numbers without end."""
    return json.loads(json.dumps(value, default=str, allow_nan=False))


def _report_entries(document: Document, root: yaml.Node | None) -> None:
    for excess in entries_beyond(root):
        _report_excess(document, excess)
    _report_repeated_keys(document, root)


def _report_excess(document: Document, excess: Excess) -> None:
    line, column = (excess.mark.line + 1, excess.mark.column + 1) if excess.mark else (1, 1)
    document.problems.append(Problem(document.path, line, column, "error", excess.code, excess.message))


def _report_syntax(document: Document, error: yaml.MarkedYAMLError) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = f"YAML tidak dapat dibaca: {error.problem or error.context}."
    document.problems.append(Problem(document.path, line, column, "error", "yaml", message))


def _report_repeated_keys(document: Document, root: yaml.Node | None) -> None:
    for node in walk(root):
        seen: set[str] = set()
        for key, _ in entries(node):
            if key.value == "<<":
                document.report(key, "anchor", "Penggabungan YAML (<<) tidak dipakai; tulis kuncinya langsung.")
            if key.value in seen:
                document.report(key, "key", f"Kunci '{key.value}' ditulis dua kali; hanya yang terakhir yang terbaca.")
            seen.add(key.value)


def walk(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """The node and every node below it."""
    if node is None:
        return
    yield node
    for key, child in entries(node):
        yield key
        yield from walk(child)
    for child in items(node):
        yield from walk(child)


def entries(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """(key, value) nodes of a mapping; none for other nodes."""
    if not isinstance(node, yaml.MappingNode):
        return []
    return [(key, child) for key, child in node.value if isinstance(key, yaml.ScalarNode)]


def items(node: yaml.Node | None) -> list[yaml.Node]:
    """The nodes of a list; none for other nodes."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The node below `key` of a mapping (the last one, as the loader reads it)."""
    return next((value for name, value in reversed(entries(node)) if name.value == key), None)


def key_node(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The node of the key itself, else the mapping."""
    return next((name for name, _ in entries(node) if name.value == key), node)


def at(root: yaml.Node | None, steps: Sequence[str | int]) -> yaml.Node | None:
    """The deepest node that exists on the way of `steps` (keys and list positions) from `root`."""
    node = root
    for step in steps:
        below = child(node, step) if isinstance(step, str) else dict(enumerate(items(node))).get(step)
        if below is None:
            return node
        node = below
    return node


def whole(document: Document) -> yaml.Node:
    """A text file as one node, so that problems can be placed by a word in it."""
    last = len(document.lines)
    start, end = (yaml.Mark(str(document.path), 0, line, 0, None, 0) for line in (0, last))
    return yaml.ScalarNode("tag:yaml.org,2002:str", "\n".join(document.lines), start, end)
