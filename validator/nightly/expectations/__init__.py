"""The declarations as Great Expectations suites, run over the canonical tables, with Data Docs.

`plans` says what is expected of a table, `assets` makes the frame that this is asked of, `running` talks to Great
Expectations, which is imported there and nowhere else.
"""
