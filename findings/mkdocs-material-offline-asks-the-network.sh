#!/usr/bin/env bash
# mkdocs-material 9.8.2: a page built with its `offline` plugin still asks another host for a script.
#
# The plugin is there so that a site can be read from a folder, without a network: it turns the search index into a
# script. But each page it makes also loads a shim for search in a worker by an absolute address of a public CDN, which
# nobody reaches in an office that is offline. Documentation that must not ask the network needs another generator, or
# has to have that element taken out of each page.
. "$(dirname "$0")/lib.sh"
with_python mkdocs-material==9.8.2
mkdir -p site/docs
echo "# Satu halaman" > site/docs/index.md
printf 'site_name: Contoh\ntheme: {name: material, font: false}\nplugins: [offline, search]\n' > site/mkdocs.yml
(cd site && mkdocs build --quiet --site-dir built >/dev/null 2>&1)
python - <<'PY' | seen "scripts of the page: of its own folder True, of another host 1 (iframe-worker)"
import re
from pathlib import Path

sources = re.findall(r'<script[^>]* src="([^"]+)"', Path("site/built/index.html").read_text("utf-8"))
remote = [source for source in sources if source.startswith("http")]
names = ", ".join(re.findall(r"//[^/]+/([a-z-]+)", " ".join(remote)))
print(f"scripts of the page: of its own folder {len(sources) > len(remote)}, of another host {len(remote)} ({names})")
PY
