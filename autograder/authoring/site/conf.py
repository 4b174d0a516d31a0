"""Sphinx's settings for `autograder.authoring.site`; the repository's address comes from its `build`."""

import importlib.util
import shutil
from pathlib import Path

import nbformat
from docutils import nodes

project = "A deep-learning course"
html_title = project
author = copyright = "the authors of dl-course; text and figures CC BY 4.0, code BSD 3-Clause"
language = "en"

extensions = ["myst_nb", "sphinx.ext.mathjax"]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"
# An answer cell holds no heading. At the order of headings `release` looks itself.
suppress_warnings = ["myst.header"]

html_theme = "sphinx_book_theme"
html_theme_options = {
    "path_to_docs": "lessons",
    "use_repository_button": True,
    "use_download_button": False,
    "show_toc_level": 2,
    "navbar_persistent": [],  # the sidebar has the search already
    "launch_buttons": {
        "colab_url": "https://colab.research.google.com",
        "binderhub_url": "https://mybinder.org",
        "notebook_interface": "jupyterlab",
    },
}
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system asks
templates_path = ["templates"]
html_static_path = ["static"]
html_css_files = ["course.css"]
html_copy_source = False
html_last_updated_fmt = None

MATHJAX = "_static/mathjax"
mathjax_path = "mathjax/tex-chtml.js"


def setup(app):
    app.connect("doctree-read", text_alternatives)
    app.connect("build-finished", copy_mathjax)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def text_alternatives(app, doctree):
    """Give every figure the text alternative in its output's metadata, where MyST-NB does not look."""
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb":
        return
    notebook = nbformat.read(path, as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    drawn = [output for output in outputs if "image/png" in output.get("data", {})]
    alternatives = [output.metadata["image/png"]["alt"] for output in drawn]
    figures = [image for image in doctree.findall(nodes.image) if "jupyter_execute" in image["uri"]]
    for image, alternative in zip(figures, alternatives, strict=True):
        image["alt"] = alternative


def copy_mathjax(app, error):
    """Put MathJax beside the pages: the program, its fonts, and what it loads when a formula needs it."""
    if error:
        return
    files = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent / "static" / "mathjax"
    for part in ("tex-chtml.js", "output/chtml/fonts", "input/tex/extensions", "a11y", "sre"):
        target = Path(app.outdir) / MATHJAX / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (files / part).is_dir():
            shutil.copytree(files / part, target, dirs_exist_ok=True)
        elif not target.is_file():
            shutil.copy(files / part, target)
