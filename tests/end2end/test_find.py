"""Words inside evidence are found from the terminal, and what documents show stands in the findings."""

from __future__ import annotations

from end2end.conftest import done


def test_find_names_document_page_and_where_it_is_used(assessment: str) -> None:
    found = done("find", "pembentukan tim", "--json").json
    assert found and set(found[0]) == {"document", "page", "snippet", "used_in"}
    first = next(one for one in found if one["document"] == "Notulen pembentukan tim ZI.pdf")
    assert (first["page"], "A.I.1.i.a" in first["used_in"]) == (1, True)
    assert "pembentukan tim" in first["snippet"].casefold()


def test_words_that_stand_nowhere_give_an_empty_list(assessment: str) -> None:
    assert done("find", "kataygtidakada", "--json").json == []


def test_what_is_typed_is_never_a_query_language(assessment: str) -> None:
    for text in ('"', "NOT", "a* OR (b", "pages:1", "'; DROP TABLE words"):
        done("find", text, "--json")


def test_check_tells_of_links_without_a_copy(assessment: str) -> None:
    codes = {one["code"] for one in done("check", assessment, "--json").json}
    assert "link-without-copy" in codes
