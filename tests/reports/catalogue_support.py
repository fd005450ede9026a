"""A reader of HTML that says what is wrong with it, after the content model of the elements that the catalogue uses."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "input", "hr", "img"}
INLINE = {"a", "b", "br", "code", "small", "span"}
INSIDE = {
    "ul": {"li"},
    "dl": {"dt", "dd"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "html": {"head", "body"},
    "head": {"meta", "title", "style"},
    **dict.fromkeys(("p", "h1", "h2", "h3", "dt", "small", "a", "b", "code", "span", "nav", "caption"), INLINE),
}
"""What may stand in an element; elements that are not named hold anything."""
SILENT = {"html", "head", "ul", "dl", "table", "thead", "tbody", "tr"}
"""Elements that hold no text of their own."""


class Page(HTMLParser):
    """A page's tags, ids, links and text, and its `faults`: what breaks nesting, content model or uniqueness."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.said: list[str] = []
        self.doctype = ""
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        self.faults += [f"id {name} twice" for name in set(self.ids) if self.ids.count(name) > 1]

    def handle_decl(self, decl):
        self.doctype = decl

    def handle_starttag(self, tag, attrs):
        parent = self.open[-1] if self.open else ""
        if tag not in INSIDE.get(parent, {tag}):
            self.faults.append(f"<{tag}> inside <{parent}>")
        given = dict(attrs)
        if len(given) != len(attrs):
            self.faults.append(f"an attribute of <{tag}> twice")
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"] or "")
            if not given["id"] or " " in given["id"]:
                self.faults.append(f"id {given['id']!r}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")

    def handle_data(self, data):
        parent = self.open[-1] if self.open else ""
        if data.strip() and parent in SILENT:
            self.faults.append(f"text inside <{parent}>: {data.strip()[:40]}")
        if parent not in ("script", "style"):
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [given for name, given in self.tags if name == tag]
