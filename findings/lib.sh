# Sourced by every script here: a temporary folder with pinned packages, and a check of what was seen.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# with_python PACKAGE==VERSION ...: a virtual environment of its own; `python` is its interpreter afterwards.
with_python() {
    python3 -m venv "$work/venv"
    "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }
    PATH="$work/venv/bin:$PATH"
}

# with_node PACKAGE@VERSION ...: packages for node in the temporary folder.
with_node() {
    (cd "$work" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund "$@" >/dev/null)
}

# seen EXPECTED: reads what was seen from standard input, prints it, and fails if it is not what is written here.
seen() {
    local got; got=$(cat)
    printf '%s\n' "$got"
    [ "$got" = "$1" ] || { printf -- '--- changed; it was:\n%s\n' "$1" >&2; exit 1; }
}
