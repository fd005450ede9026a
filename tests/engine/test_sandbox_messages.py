"""A rule that cannot run, or tries to leave the sandbox, is named; nothing is executed."""

from __future__ import annotations

import pytest
from engine_support import asked, land, pack_of, rule

from validator.pack.errors import DeclarationError


@pytest.mark.parametrize(
    "sql",
    [
        "tidak_ada > 1",
        "jumlah >",
        "jumlah + catatan::DATE",
        "fungsi_tak_ada(jumlah)",
        "(SELECT count(*) FROM read_csv('/etc/hostname')) >= 0",
        "true); COPY (SELECT 1) TO '/tmp/out.csv'; SELECT (true",
        "true); INSTALL httpfs; SELECT (true",
    ],
)
def test_rule_that_cannot_run_is_named(sql):
    with pytest.raises(DeclarationError, match="X-1"):
        asked(pack_of(rule("X-0", "jumlah = 1"), rule("X-1", sql)), lahan=land())


def test_show_that_cannot_run_is_named():
    result = asked(pack_of(rule("X-1", "jumlah = 2", show={"x": "tidak_ada"})), lahan=land())
    with pytest.raises(DeclarationError, match="X-1"):
        list(result.iter_findings())
