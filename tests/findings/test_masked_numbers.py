"""Numbers of persons are hidden however they are divided; codes, days and times beside each other stay."""

from __future__ import annotations

import pytest

from validator.findings.masking import mask_long_numbers

NIK = "6311030703019001"


@pytest.mark.parametrize("joint", [*"/:|\\*•\t\n -._", "\r\n", " / ", " | "])
@pytest.mark.parametrize("shape", [(4, 4, 4, 4), (6, 6, 4), (6, 10), (2, 2, 2, 6, 4)])
def test_a_divided_number_does_not_leave_whole(joint, shape):
    parts, at = [], 0
    for length in shape:
        parts.append(NIK[at : at + length])
        at += length
    said = mask_long_numbers(f"NIK {joint.join(parts)} di sini")
    assert "".join(sign for sign in said if sign.isdigit()) == "6311039001"


@pytest.mark.parametrize(
    "text",
    [
        "202612_6311032021",
        "2026-12 6311032021",
        "2026.11.6311032021",
        "2026/11/6311032021/grid_t03.xls",
        "ekspor-20261124100000.xls",
        "24/11/2026 08:30:15",
        "01/01/2026 - 31/12/2026",
        "1200/1300/1400/1500",
        "63.11.03.2021/2026",
        "1200\n1300\n1400\n1500",
    ],
)
def test_codes_days_and_times_stay(text):
    assert mask_long_numbers(text) == text
