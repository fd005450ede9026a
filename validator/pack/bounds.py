"""YAML held within bounds before it is laid out: aliases, depth, length, and scalars that are no plain value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from msgspec import Struct

from validator.messages.sentences import Worded
from validator.messages.sentences import sentence as _

__all__ = ["UNSEEN", "Excess", "entries_beyond", "events_beyond"]

NODES, DEPTH, LETTERS = 200_000, 40, 20_000
"""So many values, aliases counted as often as they stand for them, lists in lists, and letters in one text."""
DIGITS = {"tag:yaml.org,2002:int": 18, "tag:yaml.org,2002:float": 30}
_PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}
_MERGE = "tag:yaml.org,2002:merge"
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters, those that turn the direction of writing, and halves of characters."""


class Excess(Struct, frozen=True):
    """What is beyond bounds, and where (`mark` has line and column from 0); `code` as in `problems.CODES`."""

    mark: Any
    code: str
    said: Worded


def events_beyond(events: Iterable[yaml.Event]) -> Excess | None:
    """The first thing in the stream that would make the document larger or deeper than any that is written by hand.

    An alias may stand in for a value, but not within what another alias repeats, itself least of all: such a file grows
    without bound.
    """
    total = 0
    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = []
    for event in events:
        total += 1
        if isinstance(event, yaml.CollectionStartEvent):
            open_.append((event.anchor, total))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, begun = open_.pop()
            if anchor:
                sizes[anchor] = total - begun
        elif isinstance(event, yaml.AliasEvent):
            if any(anchor for anchor, _ in open_):
                said = _("Alias *{name} di dalam jangkar lain; tulis isinya langsung.", name=event.anchor)
                return Excess(event.start_mark, "anchor", said)
            total += sizes.get(event.anchor or "", 1)
        if total > NODES or len(open_) > DEPTH:
            return Excess(event.start_mark, "size", _too_much(len(open_)))
    return None


def _too_much(depth: int) -> Worded:
    if depth > DEPTH:
        return _(
            "Daftar di dalam daftar lebih dari {most} tingkat; tidak ada deklarasi yang membutuhkannya.", most=DEPTH
        )
    return _("Isi berkas ini lebih dari {most} nilai; bagi menjadi beberapa berkas.", most=NODES)


def entries_beyond(node: yaml.Node | None, seen: set[int] | None = None) -> Iterator[Excess]:
    """Every value below `node` that is no plain text, number, date, list or mapping; each once, aliases or not."""
    seen = set() if seen is None else seen
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if node.tag not in _PLAIN and node.tag != _MERGE:
        said = _("Tanda {tag} tidak dipakai; tulis nilainya saja.", tag=_short(node.tag))
        yield Excess(node.start_mark, "yaml", said)
    elif isinstance(node, yaml.ScalarNode):
        if wrong := _wrong(node):
            yield Excess(node.start_mark, "yaml", wrong)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from entries_beyond(item, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield Excess(key.start_mark, "yaml", _("Kunci harus berupa satu kata, bukan daftar atau pasangan."))
            else:
                yield from entries_beyond(key, seen)
            yield from entries_beyond(value, seen)


def _wrong(node: yaml.ScalarNode) -> Worded | None:
    text: Any = node.value
    if len(text) > LETTERS:
        return _("Teks ini {letters} huruf; paling banyak {most}.", letters=len(text), most=LETTERS)
    if found := UNSEEN.search(text):
        sign = f"U+{ord(found[0]):04X}"
        return _("Ada tanda yang tidak tampak ({sign}) di dalam teks; hapus lalu ketik ulang.", sign=sign)
    if node.tag in DIGITS and (len(text) > DIGITS[node.tag] or "inf" in text.lower() or "nan" in text.lower()):
        return _("Bilangan {text} tidak dapat dipakai: terlalu panjang, atau tidak berhingga.", text=_short(text))
    if node.tag.endswith(":timestamp") and not _is_moment(node):
        return _("Tanggal {text} tidak ada di kalender.", text=_short(text))
    return None


def _is_moment(node: yaml.ScalarNode) -> bool:
    try:
        yaml.SafeLoader("").construct_yaml_timestamp(node)
    except (ValueError, OverflowError):
        return False
    return True


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."
