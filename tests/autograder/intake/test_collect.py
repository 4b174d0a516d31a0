"""autograder collect: the layouts of learning platforms, and what is refused by name."""

import io
import json
import os
import zipfile

import pytest
from mini_course import RIGHT, handed_in, upload

from autograder.course_directory import InstructorError
from autograder.intake import collect as step
from autograder.intake import records
from autograder.intake.collect import collect


def zipped(path, **files):
    """A zip file with these entries; a name's "__" stands for "/"."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def taken(course, source):
    return {(t.student, t.lesson): t for t in collect(course, source, "week1")}


@pytest.fixture
def perfect(course):
    return handed_in(course, **RIGHT)


LAYOUTS = {
    "nbgrader": "ada/week1/powers.ipynb",
    "a folder a student": "ada/powers.ipynb",
    "Moodle": "ada_1234_assignsubmission_file_/powers.ipynb",
    "renamed by the browser": "ada/powers (2).ipynb",
    "copied in Colab": "ada/Copy of powers.ipynb",
    "copied in a German Colab": "ada/Kopie von powers.ipynb",
    "renamed freely": "ada/my homework.ipynb",
    "student in the file name": "ada_powers.ipynb",
    "nested deeper": "ada/some/where/else/powers.ipynb",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_layouts(course, perfect, tmp_path, layout, packed):
    if packed:
        source = zipped(tmp_path / "class.zip", **{LAYOUTS[layout]: perfect})
    else:
        source = tmp_path / "class"
        (source / LAYOUTS[layout]).parent.mkdir(parents=True)
        (source / LAYOUTS[layout]).write_bytes(perfect)
    found = taken(course, source)
    assert list(found) == [("ada", "powers")] and not found["ada", "powers"].problem
    assert (course.submitted / "ada" / "week1" / "powers.ipynb").is_file()


def test_canvas_names_late_marks_and_repeats(course, perfect, tmp_path):
    older = handed_in(course)
    source = zipped(
        tmp_path / "canvas.zip",
        **{"lovelaceada_LATE_77_900_powers.ipynb": older, "lovelaceada_77_901_powers-1.ipynb": perfect},
    )
    assert list(taken(course, source)) == [("lovelaceada_77", "powers")]
    kept = (course.submitted / "lovelaceada_77" / "week1" / "powers.ipynb").read_text()
    assert "x * x * x" in kept


def test_a_zip_for_each_student(course, perfect, tmp_path):
    inner = io.BytesIO()
    zipped(inner, **{"powers.ipynb": perfect})
    source = zipped(tmp_path / "class.zip", **{"Ada_1_assignsubmission_file_/work.zip": inner.getvalue()})
    assert list(taken(course, source)) == [("Ada", "powers")]


@pytest.mark.parametrize("name", ["Jürgen Groß", "Σωκράτης", "李小龍", "Zoë O'Brien"])
def test_names_of_any_language(course, perfect, tmp_path, name):
    upload(tmp_path / "class", name, perfect)
    ((student, _),) = taken(course, tmp_path / "class")
    assert student == name.replace("'", "_")


def test_the_raw_upload_is_kept(course, perfect, tmp_path):
    upload(tmp_path / "class", "ada", perfect)
    taken(course, tmp_path / "class")
    assert (course.work / "collected" / "week1" / "ada" / "powers.ipynb").read_bytes() == perfect


def test_what_was_healed_is_written_beside_the_submission(course, perfect, tmp_path):
    tree = json.loads(perfect)
    tree["cells"] = [c for c in tree["cells"] if c["id"] != "test-cube"]
    upload(tmp_path / "class", "ada", json.dumps(tree).encode())
    assert taken(course, tmp_path / "class")["ada", "powers"].healed == [
        "test-cube: was deleted; put back from the lesson"
    ]
    record = records.read(course.submitted / "ada" / "week1")["powers"]
    assert record.healed and not record.problem


REFUSED = {
    "a broken notebook": ("ada/powers.ipynb", b"{", "not valid JSON"),
    "a lesson of no week": ("ada/cooking.ipynb", b'{"cells": []}', "is no lesson of week1"),
    "a path that leads out": ("../../../powers.ipynb", b"{}", "leads out of its folder"),
    "an absolute path": ("/etc/powers.ipynb", b"{}", "leads out of its folder"),
    "a bomb": ("ada/powers.ipynb", b" " * 30_000_000, "zip bomb"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_by_name_while_the_others_are_taken(course, perfect, tmp_path, what):
    name, content, sentence = REFUSED[what]
    source = zipped(tmp_path / "class.zip", **{name: content, "ben/powers.ipynb": perfect})
    records = collect(course, source, "week1")
    assert [sentence in r.problem for r in records if r.problem] == [True]
    assert [r.student for r in records if not r.problem] == ["ben"]
    assert not list(tmp_path.parent.glob("powers.ipynb")) and not list(tmp_path.glob("powers.ipynb"))


def test_links_are_refused_in_folders_and_zips(course, perfect, tmp_path):
    folder = tmp_path / "class" / "ada"
    folder.mkdir(parents=True)
    os.symlink("/etc/passwd", folder / "powers.ipynb")
    assert "link" in taken(course, tmp_path / "class")["ada", "powers"].problem
    link = zipfile.ZipInfo("ben/powers.ipynb")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "link" in taken(course, tmp_path / "class.zip")["ben", "powers"].problem


def test_a_linked_folder_is_not_followed(course, perfect, tmp_path):
    upload(tmp_path / "elsewhere", "eve", perfect)
    (tmp_path / "class").mkdir()
    os.symlink(tmp_path / "elsewhere", tmp_path / "class" / "link")
    assert taken(course, tmp_path / "class") == {}


def test_zips_inside_zips_inside_zips_are_refused(course, perfect, tmp_path):
    content = perfect
    for name in ("powers.ipynb", "c.zip", "b.zip"):
        packed = io.BytesIO()
        zipped(packed, **{name: content})
        content = packed.getvalue()
    source = zipped(tmp_path / "a.zip", **{"ada/a.zip": content})
    assert "zip inside a zip" in next(iter(taken(course, source).values())).problem


def test_a_collection_may_not_unpack_to_more_than_the_limit(course, tmp_path, monkeypatch):
    monkeypatch.setattr(step, "LARGEST_UPLOAD", 100_000)
    source = zipped(tmp_path / "class.zip", **{f"s{i}/powers.ipynb": os.urandom(60_000) for i in range(3)})
    assert sum("holds more than" in r.problem for r in collect(course, source, "week1")) == 2


def test_a_truncated_zip_is_one_problem(course, tmp_path, perfect):
    whole = zipped(tmp_path / "class.zip", **{"ada/powers.ipynb": perfect}).read_bytes()
    (tmp_path / "all" / "ada").mkdir(parents=True)
    (tmp_path / "all" / "ada" / "work.zip").write_bytes(whole[: len(whole) // 2])
    assert "not a readable zip" in next(iter(collect(course, tmp_path / "all", "week1"))).problem


@pytest.mark.parametrize(
    ("source", "week", "sentence"),
    [("nowhere", "week1", "there is nothing at"), ("class", "week7", "no week 'week7'")],
)
def test_a_wrong_source_or_week_is_one_sentence(course, tmp_path, source, week, sentence):
    (tmp_path / "class").mkdir()
    with pytest.raises(InstructorError, match=sentence):
        collect(course, tmp_path / source, week)


def test_a_file_that_is_no_submission_is_one_sentence(course, tmp_path):
    (tmp_path / "grades.txt").write_text("all perfect")
    with pytest.raises(InstructorError, match="neither a folder, a zip file nor a notebook"):
        collect(course, tmp_path / "grades.txt", "week1")


def odd_zip(path, perfect, **entry):
    """A zip with one odd entry, changed byte by byte after packing, and Ben's perfect notebook."""
    zipped(path, **{"XXXX/powers.ipynb": perfect, "ben/powers.ipynb": perfect})
    path.write_bytes(path.read_bytes().replace(entry["old"], entry["new"]))
    return path


ODD = {
    "a name that begins with NUL": {"old": b"XXXX/powers.ipynb", "new": b"\0XXX/powers.ipynb"},
    "a name that is no UTF-8": {"old": b"XXXX/powers.ipynb", "new": b"\xff\xfe\xfd\xfc/powers.ipynb"},
    "a name of control characters": {"old": b"XXXX/powers.ipynb", "new": b"\x1b[2J/powers.ipynb"},
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_entry_of_a_zip_stops_nobody_else(course, perfect, tmp_path, what):
    records = collect(course, odd_zip(tmp_path / "class.zip", perfect, **ODD[what]), "week1")
    assert [r.student for r in records if r.student == "ben" and not r.problem] == ["ben"]
    assert all(text.isprintable() for r in records for text in (r.student, r.file))


def test_a_zip_of_a_version_nobody_knows_is_one_problem(course, perfect, tmp_path):
    whole = bytearray(zipped(tmp_path / "odd.zip", **{"powers.ipynb": perfect}).read_bytes())
    place = whole.index(b"PK\x01\x02")
    whole[place + 6 : place + 8] = (99).to_bytes(2, "little")
    for student, content in (
        ("ada", bytes(whole)),
        ("ben", zipped(tmp_path / "b.zip", **{"powers.ipynb": perfect}).read_bytes()),
    ):
        (tmp_path / "class" / student).mkdir(parents=True)
        (tmp_path / "class" / student / "work.zip").write_bytes(content)
    found = {r.student: r.problem for r in collect(course, tmp_path / "class", "week1")}
    assert found["ben"] == "" and "not a readable zip" in found["ada"]


def test_a_name_longer_than_a_file_may_have_is_cut(course, perfect, tmp_path):
    source = zipped(
        tmp_path / "class.zip", **{f"{chr(0x10400) * 100}/powers.ipynb": perfect, "ben/powers.ipynb": perfect}
    )
    students = {r.student for r in collect(course, source, "week1") if not r.problem}
    assert students == {"ben", chr(0x10400) * 50}
