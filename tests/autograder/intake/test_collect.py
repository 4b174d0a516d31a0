"""autograder collect, with autograder.intake.uploads: the layouts of learning platforms, whose each file
is, and what is refused by name."""

import gzip
import io
import json
import os
import zipfile

import pytest
from mini_course import RIGHT, handed_in, upload

from autograder.cli.grading import show_taken
from autograder.course_directory import CourseFiles, InstructorError
from autograder.intake import records, uploads
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
    assert [(r.student, r.problem) for r in collect(course, tmp_path / "class", "week1")] == [
        ("unknown", "is a link to a folder and was not followed")]
    assert not (course.submitted / "eve").exists()


def test_zips_inside_zips_inside_zips_are_refused(course, perfect, tmp_path):
    content = perfect
    for name in ("powers.ipynb", "c.zip", "b.zip"):
        packed = io.BytesIO()
        zipped(packed, **{name: content})
        content = packed.getvalue()
    source = zipped(tmp_path / "a.zip", **{"ada/a.zip": content})
    assert "zip inside a zip" in next(iter(taken(course, source).values())).problem


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


def test_one_students_files_use_up_nobody_elses_room(course, perfect, tmp_path, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_FILES", 50)
    monkeypatch.setattr(uploads, "MOST_BYTES", 1_000_000)
    many = {f"a many/{number}.ipynb": perfect for number in range(200)}
    large = {f"b large/{number}.ipynb": os.urandom(600_000) for number in range(3)}
    source = zipped(tmp_path / "class.zip", **many, **large, **{"zoe/powers.ipynb": perfect})
    found = collect(course, source, "week1")
    assert [r.problem for r in found if r.student == "zoe"] == [""]
    assert any("more than 50 files" in r.problem for r in found if r.student == "a many")
    assert any("more than 0 MB" in r.problem for r in found if r.student == "b large")


def inside(**files):
    """The bytes of a zip with these entries."""
    packed = io.BytesIO()
    zipped(packed, **files)
    return packed.getvalue()


def again(course, number):
    """The same course with another, empty work folder."""
    return CourseFiles(course.root, course.work / str(number))


@pytest.mark.parametrize("outer", ["eve.zip", "Eve_1_assignsubmission_file_/work.zip", "eve/work.zip"])
def test_nothing_inside_a_students_zip_says_whose_it_is(course, perfect, tmp_path, outer):
    victims = "Victim_1_assignsubmission_file_/powers.ipynb"
    for number, name in enumerate((victims, "victim/powers.ipynb", "victim_7_8_powers.ipynb",
                                   "victim_powers.ipynb", "powers_victim.ipynb")):
        here = again(course, number)
        packed = inside(**{name: handed_in(course)})
        found = collect(here, zipped(tmp_path / "class.zip", **{victims: perfect, outer: packed}), "week1")
        assert {r.student.casefold() for r in found if not r.problem} == {"victim", "eve"}
        assert "x * x * x" in (here.submitted / "Victim" / "week1" / "powers.ipynb").read_text()


def dated(path, entries):
    with zipfile.ZipFile(path, "w") as archive:
        for name, year, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 2, 3, 4, 6)), content)
    return path


def test_the_time_is_the_uploads_and_never_an_entrys_of_a_students_own_zip(course, perfect, tmp_path):
    packed = dated(tmp_path / "inner.zip", [("powers.ipynb", 2099, perfect)]).read_bytes()
    entries = [("ada/work.zip", 2020, packed), ("ben/powers.ipynb", 2021, perfect)]
    found = collect(course, dated(tmp_path / "class.zip", entries), "week1")
    assert {r.student: r.timestamp[:4] for r in found} == {"ada": "2020", "ben": "2021"}
    assert (course.submitted / "ada" / "week1" / "timestamp.txt").read_text().startswith("2020")


CLASHES = {
    "equal after cleaning": ("z:honest/powers.ipynb", "z_honest/powers.ipynb"),
    "cut at 100 characters": ("x" * 100 + "a/powers.ipynb", "x" * 100 + "b/powers.ipynb"),
    "namesakes": ("A L_1_assignsubmission_file_/powers.ipynb", "A L_2_assignsubmission_file_/powers.ipynb"),
    "nobody's": ("powers.ipynb", "powers (1).ipynb"),
}


@pytest.mark.parametrize("what", CLASHES)
def test_two_people_of_one_name_are_both_refused_and_both_said(course, perfect, tmp_path, what):
    first, second = CLASHES[what]
    source = zipped(tmp_path / "class.zip", **{first: perfect, second: handed_in(course),
                                               "ben/powers.ipynb": perfect})
    found = collect(course, source, "week1")
    refused = [r for r in found if r.problem]
    assert {r.file for r in refused} == {first, second}
    assert all("was refused" in r.problem for r in refused)
    assert [path.parent.parent.name for path in course.submitted.glob("*/week1/*.ipynb")] == ["ben"]


def test_names_that_differ_in_case_alone_are_refused_where_the_second_comes(course, perfect, tmp_path):
    source = zipped(tmp_path / "class.zip", **{"Ada/powers.ipynb": perfect, "ada/powers.ipynb": perfect})
    assert [(r.student, "one folder" in r.problem) for r in collect(course, source, "week1")] == [
        ("Ada", False), ("ada", True)]


def test_a_name_that_an_earlier_collection_gave_to_somebody_else_is_refused(course, perfect, tmp_path):
    taken(course, zipped(tmp_path / "one.zip", **{"z:honest/powers.ipynb": perfect}))
    later = zipped(tmp_path / "two.zip", **{"z_honest/powers.ipynb": handed_in(course)})
    assert "collected before" in taken(course, later)["z_honest", "powers"].problem
    assert "x * x * x" in (course.submitted / "z_honest" / "week1" / "powers.ipynb").read_text()
    assert not taken(course, tmp_path / "one.zip")["z_honest", "powers"].problem


AROUND = {
    "uploads": "uploads/{}/powers.ipynb",
    "a week in other words": "Week 5/{}/powers.ipynb",
    "two folders": "Course A/Woche 2/{}/powers.ipynb",
    "zips": "Group B/{}.zip",
    "flat": "Group B/powers_{}.ipynb",
    "flat, the student first": "Group B/{}_powers.ipynb",
    "flat at the top": "powers_{}.ipynb",
    "zips at the top": "{}.zip",
    "zips named after the lesson, too": "powers_{}.zip",
}


@pytest.mark.parametrize("layout", AROUND)
def test_folders_around_everything_are_nobodys_name(course, perfect, tmp_path, layout):
    path, names = AROUND[layout], ("ada", "ben", "zoe")
    content = inside(**{"powers.ipynb": perfect}) if path.endswith(".zip") else perfect
    packed = zipped(tmp_path / "class.zip", **{path.format(name): content for name in names})
    zipfile.ZipFile(packed).extractall(tmp_path / "class")
    for source in (packed, tmp_path / "class"):
        found = collect(again(course, source.name), source, "week1")
        assert sorted((r.student, r.lesson, r.problem) for r in found) == [
            (name, "powers", "") for name in names]


def test_a_students_own_folders_are_not_students(course, perfect, tmp_path):
    source = zipped(tmp_path / "class.zip", **{"ada/powers.ipynb": perfect, "ada/old/powers.ipynb": perfect})
    assert {r.student for r in collect(course, source, "week1")} == {"ada"}
    later = {"ada/one/powers.ipynb": perfect, "ada/two/powers.ipynb": perfect}
    known = zipped(tmp_path / "later.zip", **later)
    assert {r.student for r in collect(course, known, "week1")} == {"ada"}


def test_every_skipped_file_gets_a_line(course, perfect, tmp_path):
    others = {"ada/essay.pdf": b"%PDF", "ada/photo.HEIC": b"x",
              "ada/.ipynb_checkpoints/powers.ipynb": perfect,
              "__MACOSX/ada/._powers.ipynb": b"x", "ben/notes.txt": b"I was ill.", "ben/data.csv": b"1,2",
              "carl/powers.pdf": b"%PDF", "ada/helper.py": b"import os",
              "ada/powers.ipynb": perfect}
    source = zipped(tmp_path / "class.zip", **others, **{"ada/powers-1.ipynb": perfect})
    found = collect(course, source, "week1")
    assert {r.file for r in found} == {*others, "ada/powers-1.ipynb"}
    assert [r.file for r in found if not r.problem and not r.left_aside] == ["ada/powers-1.ipynb"]
    kept = records.read(course.submitted / "carl" / "week1")
    assert kept["powers"].problem == "is a .pdf file, not a notebook"


def test_thousands_of_skipped_files_get_a_few_lines_and_their_number(course, perfect, tmp_path):
    junk = {f"ada/{number}.png": b"x" for number in range(3_000)}
    found = collect(course, zipped(tmp_path / "class.zip", **junk, **{"ada/powers.ipynb": perfect}), "week1")
    assert len(found) < 30 and "2980 more files" in [r.file for r in found]


@pytest.mark.parametrize("ending", ["py", "html", "md", "ipynb.txt", "json", "ipynb.gz"])
def test_an_exported_notebook_is_taken_where_there_is_no_other(course, perfect, tmp_path, ending):
    text = "\n\n".join(RIGHT.values())
    content = {"py": text.encode(), "html": page(RIGHT.values()), "md": f"```python\n{text}\n```".encode(),
               "ipynb.gz": gzip.compress(perfect)}.get(ending, perfect)
    files = {f"ada/powers.{ending}": content, f"ben/powers.{ending}": content, "ben/powers.ipynb": perfect}
    source = zipped(tmp_path / "class.zip", **files)
    found = {r.student: r for r in collect(course, source, "week1") if not r.left_aside}
    assert not found["ada"].problem and found["ben"].file == "ben/powers.ipynb"
    assert "x * x * x" in (course.submitted / "ada" / "week1" / "powers.ipynb").read_text()


def page(sources):
    cells = "".join(f'<div class="jp-Cell jp-CodeCell"><div class="highlight"><pre>{source}</pre></div></div>'
                    for source in sources)
    return f"<!DOCTYPE html><html><body>{cells}</body></html>".encode()


def test_a_newer_file_that_cannot_be_read_does_not_replace_one_that_can(course, perfect, tmp_path):
    entries = [("ada/powers.ipynb", 2020, perfect), ("ada/powers (1).ipynb", 2021, b"?")]
    found = collect(course, dated(tmp_path / "class.zip", entries), "week1")
    assert sorted(bool(r.problem) for r in found) == [False, True]
    assert records.read(course.submitted / "ada" / "week1")["powers"].healed
    later = dated(tmp_path / "later.zip", [("ada/powers.ipynb", 2022, b"?")])
    assert "what was collected before stays" in taken(course, later)["ada", "powers"].problem
    assert "x * x * x" in (course.submitted / "ada" / "week1" / "powers.ipynb").read_text()


def test_a_notebook_named_zip_and_a_zip_named_notebook_are_opened(course, perfect, tmp_path):
    source = zipped(tmp_path / "class.zip", **{"ada/powers.ipynb": inside(**{"powers.ipynb": perfect})})
    assert not taken(course, source)["ada", "powers"].problem


def test_what_a_terminal_would_obey_is_never_printed(course, perfect, tmp_path, capsys):
    evil = "\x1b]0;owned\x07\x1b[2J"
    source = zipped(tmp_path / "class.zip", **{
        f"../{evil}.ipynb": b"", f"ada/{evil}.ipynb": perfect, f"ada{evil}/powers.ipynb": b"?",
        f"ben/{evil}.pdf": b"", f"carl/{evil}.zip": inside(**{f"{evil}.ipynb": b"?", f"{evil}.txt": b""}),
        "zoe/powers.ipynb": perfect.replace(b"def cube", b"def cube" + evil.encode()),
    })
    show_taken(collect(course, source, "week1"))
    said = capsys.readouterr().out
    assert "2 lessons of 2 students" in said and "owned" in said
    assert all(line.isprintable() for line in said.splitlines())
