"""What can go wrong with a ledger. Every message is an Indonesian sentence that ends with the cure."""

from __future__ import annotations

__all__ = ["LedgerError", "NightError", "PersonalDataError", "UnavailableError"]


class LedgerError(Exception):
    """Something is wrong with a ledger or with what it was asked."""


class UnavailableError(LedgerError):
    """The database cannot be opened, is locked by another run, or is of another version of the program."""


class NightError(LedgerError):
    """A night that is not in the ledger, comes before the last one, or whose details were pruned."""


class PersonalDataError(LedgerError):
    """What was to be recorded shows a person's number: the check ran without masks."""
