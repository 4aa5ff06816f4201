"""What papers say of the law: in every language, with its source, and never that goods
cannot come back."""

from __future__ import annotations

import pytest

from models.rules.laws import EU_MEMBERS
from models.rules.legal_lines import LEGAL_LINES, legal_lines
from models.values.forbidden import forbidden_words

LANGUAGES = ("en", "id", "fil")


@pytest.mark.parametrize("country", ["ID", "PH", *EU_MEMBERS])
def test_every_country_that_we_know_has_lines_in_every_language(country: str) -> None:
    for language in LANGUAGES:
        said = legal_lines(country, language)
        assert said
        assert all(said)
        assert [line for line in said if forbidden_words(line)] == []


def test_each_line_names_its_source() -> None:
    assert all(line.source for lines in LEGAL_LINES.values() for line in lines)


def test_of_a_country_that_we_do_not_know_nothing_is_said() -> None:
    assert legal_lines("US", "en") == ()


def test_a_formula_stands_as_the_authority_prescribes_it() -> None:
    said = {legal_lines("PH", language)[-1] for language in LANGUAGES}
    assert said == {"THIS DOCUMENT IS NOT VALID FOR CLAIM OF INPUT TAX."}
