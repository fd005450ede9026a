"""All villages of a kecamatan (or kabupaten): whom to visit first, when, by whom, and what to teach many at once."""

from __future__ import annotations
