"""The words of the pages that are the same for every village."""

from __future__ import annotations

from validator.messages.texts import Translator

__all__ = ["index_labels", "script_labels", "village_labels"]


def village_labels(_: Translator) -> dict[str, str]:
    """The headings and column titles of a village's page."""
    return {
        "title": _("Laporan Pemeriksaan Data Prodeskel"),
        "back": _("Semua desa"),
        "state": _("Arti ketiga nilai"),
        "target": _("Garis tegak pada batang menunjukkan target 80 %."),
        "first": _("Perbaiki dulu"),
        "forms": _("Temuan menurut formulir"),
        "form": _("Formulir"),
        "findings": _("Daftar temuan"),
        "no": _("No."),
        "severity": _("Tingkat"),
        "count": _("Jumlah"),
        "wrong": _("Apa yang salah, dan di mana"),
        "repair": _("Mengapa, dan cara memperbaikinya"),
        "fix": _("Cara memperbaiki"),
        "none": _("Tidak ada temuan."),
        "rule": _("Aturan"),
        "reason": _("Sebab"),
        "not_checkable": _("Yang belum dapat diperiksa"),
        "all_checked": _("Semua pemeriksaan dapat dilakukan."),
        "missing": _("Formulir yang belum diterima"),
        "nothing_missing": _("Semua formulir yang dikenal sudah diterima."),
        **_books(_),
    }


def index_labels(_: Translator) -> dict[str, str]:
    """The headings and column titles of the page of all villages."""
    return {
        "title": _("Laporan Pemeriksaan Data Prodeskel"),
        "villages": _("Semua desa"),
        "village": _("Desa"),
        "scores": _("Kelengkapan, akurasi, cakupan"),
        "findings": _("Temuan"),
        "common": _("Kesalahan yang paling sering"),
        "rule": _("Aturan"),
        "count": _("Jumlah"),
        "in_villages": _("Desa yang mengalaminya"),
        "empty": _("Tidak ada data desa yang dapat diperiksa."),
        **_books(_),
    }


def script_labels(_: Translator) -> dict[str, str]:
    """What the filter says."""
    return {
        "severity": _("Tingkat"),
        "form": _("Formulir"),
        "search": _("Cari"),
        "sort": _("Urutkan"),
        "all": _("semua"),
        "as_listed": _("urutan perbaikan"),
        "by_form": _("formulir"),
        "shown": _("{n} dari {total} temuan ditampilkan"),
    }


def _books(_: Translator) -> dict[str, str]:
    return {
        "books": _("Berkas yang dibaca"),
        "file": _("Berkas"),
        "read": _("Baris dibaca"),
        "checked": _("Diperiksa"),
        "left_out": _("Dilewati"),
        "unread": _("Yang tidak diperiksa, dan catatannya"),
        "rejected": _("tidak dapat dibaca"),
        "no_books": _("Tidak ada berkas."),
    }
