"""DuckDB's compiled module, without the query builder that its Python package puts around it.

Connections and errors are the same; but importing the package takes sixty milliseconds, a quarter of the check of one
village, for methods that nothing here calls.
"""

from __future__ import annotations

try:
    import _duckdb as duckdb
except ImportError:  # a release that keeps it elsewhere
    import duckdb  # type: ignore[no-redef]

__all__ = ["duckdb"]
