"""Synthetic exports of three villages in two years, with a ledger of the mistakes planted in them."""
