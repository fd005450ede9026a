"""What was found on which night: new, still there, solved, back again, waived. `book.Ledger` is the way in.

Importing a module of this room that touches the database imports SQLAlchemy; `waivers` and `records` do not.
"""
