"""A data-quality validator for Prodeskel village data.

from validator import check
result = check(["samples/2026"])
result.findings                  # pandas.DataFrame, one row a finding
result.village("6311032021")     # the state of one village
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from validator.checking import check as check
    from validator.findings.result import Result as Result
    from validator.readers.errors import InputError as InputError
    from validator.readers.errors import SourceError as SourceError

__version__ = "0.1.0"
__all__ = ["InputError", "Result", "SourceError", "__version__", "check"]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    """What is offered, on first use: `import validator` alone loads neither DuckDB nor the rules."""
    if name in ("InputError", "SourceError"):
        from validator.readers import errors

        return getattr(errors, name)
    if name == "check":
        from validator.checking import check

        return check
    if name == "Result":
        from validator.findings.result import Result

        return Result
    raise AttributeError(name)
