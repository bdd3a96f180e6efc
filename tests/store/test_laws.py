"""Acts in the store: counted by country, told in order of time, gone with what names them."""

from __future__ import annotations

import pytest

from dalil.archive import Archive
from dalil.errors import NotFound

TEXTS = {
    "one.txt": "Kazakhstan amends a code\n\nOn 3 May 2021 parliament amended Article 9 of the Land Code"
    " and raised 14 fines by 20%.\n",
    "two.txt": "News of the day\n\nThe Land Code was adopted in Kazakhstan on 20 June 2003. The Istanbul"
    " Convention was not signed.\n",
    "three.txt": "Новости Казахстана\n\nДепутаты предлагают отменить статью 24 Земельного кодекса.\n",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("laws")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    made = Archive.open(folder / "archive", create=True)
    for name in TEXTS:
        made.add(folder / name)
    return made


def test_an_act_is_one_in_all_languages(archive: Archive) -> None:
    acts = {act.key: act for act in archive.acts()}
    assert set(acts) == {"kz/land-code", "-/istanbul"}
    land = acts["kz/land-code"]
    assert (land.name, land.country, land.articles, land.references, land.changes) == (
        "Land Code", "KZ", 3, 3, 3,
    )  # fmt: skip
    assert [act.key for act in archive.acts(country="kz")] == ["kz/land-code"]
    assert [act.key for act in archive.acts(words="istanbul")] == ["-/istanbul"]


def test_what_happened_is_told_in_order_of_time(archive: Archive) -> None:
    history = archive.act("kz/land-code")
    told = [(o.kept.finding.value.change, o.kept.finding.value.when) for o in history.references]
    assert told == [("proposed", None), ("adopted", "2003-06-20"), ("amended", "2021-05-03")]
    assert [one.kept.exact for one in history.figures] == ["14", "20%"]


def test_an_act_that_no_article_names_is_not_there(archive: Archive) -> None:
    for key in ("kz/water-code", "land-code", "uz/land-code", "", "\ud800/x", "a/b/c"):
        with pytest.raises(NotFound):
            archive.act(key)
