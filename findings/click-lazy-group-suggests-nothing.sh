#!/usr/bin/env bash
# click 8.4.0 and 8.5.1 suggest no command for a mistyped one where a group loads its commands lazily.
#
# Group.resolve_command looks for similar names in `self.commands`, the dict of commands that were added, not in
# `list_commands`, which is the documented way for a group to say which commands it has. A group as click's own pages on
# lazy loading show it (list_commands and get_command overridden) has an empty dict, so "Did you mean" never appears.
. "$(dirname "$0")/lib.sh"
for version in 8.4.0 8.5.1; do
    with_python "click==$version"
    python - "$version" <<'PY'
import sys

import click
from click.testing import CliRunner


class Lazy(click.Group):
    def list_commands(self, ctx):
        return ["check", "rules"]

    def get_command(self, ctx, name):
        return click.Command(name) if name in self.list_commands(ctx) else None


eager = click.Group(commands=[click.Command("check"), click.Command("rules")])
for kind, group in (("eager", eager), ("lazy", Lazy())):
    print(sys.argv[1], kind, CliRunner().invoke(group, ["chek"]).output.splitlines()[-1])
PY
done | seen "8.4.0 eager Error: No such command 'chek'. Did you mean 'check'?
8.4.0 lazy Error: No such command 'chek'.
8.5.1 eager Error: No such command 'chek'. Did you mean 'check'?
8.5.1 lazy Error: No such command 'chek'."
