"""Pages made of a hostile notebook, feedback's and formgrader's: nothing runs, is fetched or takes long."""

import json
import time
from pathlib import Path

import nbformat
import nbgrader
import pytest
from bs4 import BeautifulSoup
from mini_course import lesson_of
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.gradebook import pages

TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
RESOURCES = {
    "formgrade": {
        "base_url": "",
        "submission_id": "1",
        "notebook_id": "powers",
        "assignment_id": "week1",
        "index": 0,
        "total": 1,
        "student": "ada",
        "first_name": "",
        "last_name": "",
        "notebook_path": "x",
    },
    "feedback": {"nbgrader": {"notebook": "powers", "score": 0, "max_score": 6, "late_penalty": 0}},
}
PIXEL = "iVBORw0KGgo="
EVIL = "document.title = 'owned'"
HTML = [
    f"<script>{EVIL}</script>",
    f'<img src="x" onerror="{EVIL}">',
    f'<svg onload="{EVIL}"></svg>',
    f'<a href="javascript:{EVIL}">k</a>',
    f'<iframe srcdoc="<script>{EVIL}</script>"></iframe>',
    f'<math><mtext><table><mglyph><style><img src=x onerror="{EVIL}">',
    f'<body onload="{EVIL}">',
    '<form action="/api/grade"><button class="full-credit">k</button></form>',
    "<style>*{}</style><base href=x>",
    f'<input class="score" id="test-square" autofocus onfocus="{EVIL}">',
    '<div id="statusmessage" name="x">k</div>',
    f'<noscript><p title="</noscript><script>{EVIL}</script>">',
    '<img src="https://evil.example/pixel">',
    f"<!--><script>{EVIL}</script>-->",
    f'<meta http-equiv="refresh" content="0;url=javascript:{EVIL}">',
    '<div class="navbar-fixed-top" style="position:fixed">k</div>',
    f'<details open ontoggle="{EVIL}">k</details>',
]
MIME = {
    "application/javascript": EVIL,
    "text/vnd.mermaid": f"</pre><script>{EVIL}</script>",
    "text/markdown": HTML[0],
    "image/svg+xml": HTML[2],
    "application/vnd.jupyter.widget-view+json": {"a": HTML[0]},
    "text/latex": HTML[0],
    "text/plain": HTML[1],
    "image/png": f'" onerror="{EVIL}',
    "text/html": HTML[1],
}
ATTRIBUTE = f'1 onload="{EVIL}"'


def outputs():
    """Everything a kernel can send, at its worst."""
    yield from (new_output("display_data", {"text/html": html}) for html in HTML)
    yield from (new_output("display_data", {kind: value}) for kind, value in MIME.items())
    for name in ("width", "height", "alt", "unconfined", "filenames"):
        yield new_output("display_data", {"image/png": PIXEL}, metadata={"image/png": {name: ATTRIBUTE}})
    yield new_output(
        "display_data", {"image/png": PIXEL}, metadata={"filenames": {"image/png": f'x" onerror="{EVIL}'}}
    )
    yield new_output("display_data", {"text/html": HTML[0]}, metadata={"text/html": {"isolated": True}})
    yield new_output("stream", name="stdout", text=f"\x1b]8;;javascript:{EVIL}\x1b\\{HTML[1]}")
    yield new_output("error", ename=HTML[1], evalue=HTML[1], traceback=[HTML[1]])


def hostile() -> nbformat.NotebookNode:
    """A notebook that does all this, in outputs, Markdown, names and metadata."""
    notebook = lesson_of(("solution", "x"), ("test", "y"))
    notebook.cells += [new_markdown_cell(html, id=f"m{n}") for n, html in enumerate(HTML)]
    notebook.cells += [
        new_markdown_cell(f'[k](javascript:{EVIL}) ![k](x"onerror="{EVIL}) $a<script>{EVIL}</script>$')
    ]
    for output in outputs():
        tag = f'"><script>{EVIL}</script>'
        notebook.cells.append(new_code_cell(HTML[0], metadata={"alt": ATTRIBUTE, "tags": [tag]}))
        notebook.cells[-1].outputs = [output]
    for cell in notebook.cells[:2]:
        cell.metadata.nbgrader.grade_id = f'"><script>{EVIL}</script>'
    notebook.cells[2].attachments = {"x": {'image/png" onerror="x': PIXEL}}
    notebook.metadata.update(
        widgets={"application/vnd.jupyter.widget-state+json": {"x": HTML[0]}}, title=HTML[0]
    )
    return notebook


def rendered(course, template: str, notebook) -> str:
    exporter = HTMLExporter(
        config=course.config,
        template_name=template,
        extra_template_basedirs=[str(TEMPLATES)],
        extra_template_paths=[str(TEMPLATES.parent / "static/node_modules/bootstrap/dist/css")],
    )
    return exporter.from_notebook_node(notebook, json.loads(json.dumps(RESOURCES[template])))[0]


def alive(html: str) -> set[str]:
    """What a browser would run, fetch or send, and what formgrader's own scripts would find."""
    soup = BeautifulSoup(html, "html.parser")
    found = {
        str(tag)
        for tag in soup(
            [
                "script",
                "style",
                "iframe",
                "object",
                "embed",
                "form",
                "input",
                "button",
                "svg",
                "math",
                "base",
                "meta",
                "link",
            ]
        )
    }
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            picture = str(value).startswith("data:image/png;base64,")
            if name.startswith("on") or name in ("src", "style", "srcdoc", "name") and not picture:
                found.add(f"{name}={value}")
            if name == "href" and not str(value).startswith(("#", "http", "mailto")):
                found.add(f"{name}={value}")
            if name in ("class", "id") and any(
                part in str(value) for part in ("fixed-top", "full-credit", "statusm")
            ):
                found.add(f"{name}={value}")
    return found


@pytest.mark.parametrize("template", RESOURCES)
def test_a_hostile_notebook_adds_nothing_that_lives_to_a_page(course, template):
    clean = rendered(course, template, new_notebook(cells=[]))
    assert alive(rendered(course, template, hostile())) <= alive(clean)


@pytest.mark.parametrize("template", RESOURCES)
def test_what_students_show_is_still_there(course, template):
    table = "<table><thead><tr><th>pixel</th></tr></thead><tbody><tr><td>42</td></tr></tbody></table>"
    shown = [
        new_output("display_data", {"text/html": table}),
        new_output("stream", name="stdout", text="a < b"),
        new_output("display_data", {"image/png": PIXEL}, metadata={"image/png": {"width": 7}}),
    ]
    page = rendered(
        course,
        template,
        new_notebook(
            cells=[
                new_code_cell("x = 1", outputs=shown),
                new_markdown_cell("## Why\n\n**so** $a<b$\n\n```python\nimport x\n```\n\n|a|\n|-|\n|1|"),
            ]
        ),
    )
    for part in (
        "<th>pixel</th>",
        "<td>42</td>",
        "a &lt; b",
        'width="7"',
        f"base64,{PIXEL}",
        "<strong>so</strong>",
        "$a&lt;b$",
        '<span class="kn">import</span>',
        "<h2>Why</h2>",
        "<td>1</td>",
    ):
        assert part in page


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 90_000,
        "<div>" * 4_900,
        "<b><i>" * 2_400,
        "<a>" * 90_000,
        "<table>" * 4_900,
        "<!--" * 100_000,
        "<p " + "a=b " * 100_000,
        "<p " + " ".join(f"a{n}" for n in range(60_000)),
        "&" * 450_000,
        "<" * 450_000,
        "</p>" * 4_900,
        "<svg>" * 4_900,
        "<select><b>" * 2_000,
    ],
    ids=lambda html: f"{len(html)} of {html[:8]}",
)
def test_no_html_takes_long_or_stays_deep(html):
    start = time.process_time()
    made = pages.clean_html(html)
    assert pages._depth(pages.clean_html(made)) <= pages._depth(made) <= pages.DEEPEST
    assert time.process_time() - start < 5  # minutes, where time grows with the square


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 40_000,
        "> " * 20_000,
        "[" * 40_000,
        "*a **b " * 6_000,
        "![a](" * 8_000,
        "$" * 49_000,
        "- " * 20_000,
        "_a" * 20_000,
        "`" * 40_001,
        "a\n" * 20_000 + "|" * 9_000,
        "\\(" * 20_000,
        "<div>" * 9_999,
        "x" * 200_000,
    ],
    ids=lambda text: f"{len(text)} of {text[:8]!r}",
)
def test_no_markdown_takes_long(text):
    start = time.process_time()
    assert pages.markdown_to_html({}, text)
    assert time.process_time() - start < 5


def test_450_kb_of_nested_tags_make_a_page_at_once(course):
    start = time.process_time()
    deep = new_code_cell("x", outputs=[new_output("display_data", {"text/html": "<div>" * 90_000 + "deep"})])
    answer = new_markdown_cell("<div>" * 40_000 + "deep")
    assert rendered(course, "feedback", new_notebook(cells=[deep, answer])).count("deep") == 2
    assert time.process_time() - start < 20
