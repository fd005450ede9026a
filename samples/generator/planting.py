"""The three villages in two years, with the mistakes of 2026 planted: what the sample folders hold."""

from __future__ import annotations

from samples.generator import development_faults, faults, members, neighbours, potensi_faults, slips
from samples.generator.forms import exports
from samples.generator.ledger import Book, Entry
from samples.generator.population import Registry, found, next_year
from samples.generator.profiles import PEMATANG, PROFILES, Profile


def books(profile: Profile, taken: set[str] | None = None) -> tuple[Book, Book]:
    """That village without any mistake in 2025 and 2026; `taken`: numbers that other villages have."""
    registry = Registry(profile.seed, profile.code[:6], profile.hamlets, profile.faiths, taken)
    first = found(profile.code, profile.name, registry, profile.size)
    second = next_year(first, registry, *profile.change)
    old, new = exports(profile, first, None), exports(profile, second, first)
    return Book(2025, profile.code, profile.folder, old, {}), Book(2026, profile.code, profile.folder, new, old)


def plant() -> tuple[list[Book], list[Entry]]:
    """All books, and the ledger of what is wrong in them."""
    clean = villages()
    entries = [entry for name, (_, now) in clean.items() for entry in _PLANTERS[name](now)]
    entries += neighbours.plant(clean["Putat Basiun"][1], clean["Muara Jaya"][1])
    return [book for both in clean.values() for book in both], entries


def villages() -> dict[str, tuple[Book, Book]]:
    """The clean books by village; no number is given twice in the kecamatan. OpenSID's Pematang takes its own first."""
    taken: set[str] = set()
    made = {profile.name: books(profile, taken) for profile in (PEMATANG, *PROFILES[:-1])}
    return {profile.name: made[profile.name] for profile in PROFILES}


def _putat_basiun(book: Book) -> list[Entry]:
    book.grids["t46a"].container = "xlsx"
    book.grids["t46a"].titles = ["USIA PENDUDUK", "Desa Putat Basiun Kecamatan Awayan", ""]
    entries = [
        *members.commit(book, slips.PUTAT_BASIUN),
        members.copy_row(book),
        faults.borders_itself(book, "Putat Basiun"),
        faults.founded_later(book),
        faults.month_too_early(book),
        faults.other_area(book, "t03", 12.5, "POT-003", "POT-013S POT-014"),
        faults.other_area(book, "t45", -8.0, "POT-003S", "SDM-002"),
        faults.dry_land(book),
        faults.treasury_nowhere(book),
        faults.with_unit(book, "pemukiman"),
        faults.wrong_total(book),
        faults.more_of_an_age(book),
        faults.ages_rounded(book),
        faults.forgotten_carry(book, "Tamat SD/sederajat"),
        faults.housewives_in_male_column(book),
        faults.negative_persons(book, "Tukang Kayu"),
        faults.stale(book, "t49"),
        faults.growth_copied(book),
        faults.welfare_short(book),
        faults.income_total(book),
        *potensi_faults.putat_basiun(book),
        *development_faults.putat_basiun(book),
    ]
    faults.totals_row(book, "t47")
    return entries


def _muara_jaya(book: Book) -> list[Entry]:
    book.grids["t49"].container = "html"
    book.grids["t03"].container = "csv"
    return [
        *members.commit(book, slips.MUARA_JAYA),
        faults.border_blank(book),
        faults.border_without_number(book),
        faults.month_thirteen(book),
        faults.test_word(book),
        faults.square_metres(book),
        faults.treasury_twice(book),
        faults.with_unit(book, "tegal_ladang"),
        faults.thousands_as_decimal(book),
        faults.ages_of_last_year(book),
        faults.row_twice(book, "t47", "tingkat_pendidikan", "Tamat D-3/sederajat", "GEN-008"),
        faults.half_a_person(book, "Sopir"),
        *faults.religion_short(book),
        faults.growth_differs(book),
        faults.last_year_differs(book),
        faults.form_missing(book, "k03"),
        faults.thousands_of_rupiah(book),
        faults.wrong_balance(book),
        faults.dash(book),
        *potensi_faults.muara_jaya(book),
        *development_faults.muara_jaya(book),
    ]


def _pematang(book: Book) -> list[Entry]:
    """The clean village."""
    return []


_PLANTERS = {"Putat Basiun": _putat_basiun, "Muara Jaya": _muara_jaya, "Pematang": _pematang}
