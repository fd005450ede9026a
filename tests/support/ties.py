"""Findings without their ties: which is the root of which is worked out from the findings, and changes no other part.

For many findings of one village that is most of the work of a check, so tests whose subject is something else do
without it. It is `tests/findings/test_consequences.py` that is about ties.
"""

from __future__ import annotations

import pytest

from validator.findings.result import Result


def untie(patch: pytest.MonkeyPatch) -> None:
    """Findings that are asked for from now on have no roots and no related ones."""
    patch.setattr(Result, "_tied", lambda _self, findings, _spots: iter(findings))
