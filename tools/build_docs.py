"""Write the generated documentation and its pictures, or with `--check` say which pages are out of date.

python tools/build_docs.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import pictures
from tools.docs import cakupan, catalogue, commands, forms, members, vocabulary, writers
from validator.pack.loading import load_pack

DOCS = Path(__file__).resolve().parents[1] / "docs"


def pages() -> dict[Path, str]:
    """Every generated page and what it should say."""
    pack = load_pack()
    return {
        DOCS / "perintah.md": commands.render(),
        DOCS / "katalog-aturan.md": catalogue.render(pack),
        DOCS / "aturan-anggota.md": members.render(pack),
        DOCS / "formulir.md": forms.render(pack),
        DOCS / "cakupan.md": cakupan.render(pack),
        DOCS / "penulis-berkas.md": writers.render(),
        DOCS / "aturan.md": vocabulary.render(pack, (DOCS / "aturan.md").read_text(encoding="utf-8")),
    }


def stale() -> list[Path]:
    """The pages that do not say what they should."""
    return [p for p, text in pages().items() if not p.is_file() or p.read_text(encoding="utf-8") != text]


def main(arguments: list[str]) -> int:
    """0, or with `--check` 1 if a page is stale."""
    if arguments == ["--check"]:
        found = stale()
        for path in found:
            print(f"{path.relative_to(DOCS.parent)} is out of date: run `make docs`")
        return 1 if found else 0
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    pictures.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
