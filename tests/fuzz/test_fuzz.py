"""A small share of `make fuzz`: mutated files of every kind, the same in each run, and all that ever broke a check."""

from __future__ import annotations

import warnings

import pytest

from tests.fuzz.asking import faults
from tests.fuzz.recipes import Recipe, bases, kept, kind_of, numbered, parsed

SHARE, PARTS = 150, 6


@pytest.mark.parametrize("part", range(PARTS))
def test_mutated_files_are_read_or_refused(part):
    recipes = [numbered(7_000 + number) for number in range(part, SHARE, PARTS)]
    assert _wrong(recipes) == {}


def test_what_once_broke_a_check_no_longer_does():
    assert _wrong(list(kept())) == {}


def test_every_kind_of_file_is_mutated():
    assert {kind_of(base) for base in bases()} >= {
        "biff",
        "xlsx",
        "xlsb",
        "ods",
        "fods",
        "html",
        "xml",
        "csv",
        "parquet",
        "zip",
    }


@pytest.mark.parametrize("number", range(0, 300, 7))
def test_a_recipe_is_one_line_that_makes_the_same_bytes_again(number):
    recipe = numbered(number)
    again = parsed(str(recipe))
    assert again == recipe
    assert again.content == recipe.content


def _wrong(recipes: list[Recipe]) -> dict[str, list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {str(recipe): found for recipe in recipes if (found := faults(recipe))}
