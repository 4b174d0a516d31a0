"""course.widgets.interactive and course.widgets.page in JupyterLab and the classic Notebook 7: a widget is
moved by keys, named for a screen reader, and shows no error when reopened."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

pytestmark = pytest.mark.browser

WIDGET = '''import course
from course.widgets import Control, InteractiveFigure

def draw(onto, slope, colour):
    axes = onto.subplots()
    axes.plot([0, 1], [0, slope], color=colour)
    axes.set(ylim=(0, 9), xlabel="x", ylabel="y")

controls = [Control("slope", "slope of the line", range(9), start=2, words="{} upwards".format),
            Control("colour", "its colour", ["black", "red"])]
stills = [{"slope": 1, "colour": "black"}, {"slope": 8, "colour": "red"}]
InteractiveFigure(draw, "A {colour} line of slope {slope}.".format, controls, stills)'''
'''The smallest widget: a slider, a list, a filmstrip of two pictures.'''


@pytest.fixture
def widget(students_folder):
    """A notebook of one cell, which is a widget."""
    path = students_folder / "widget.ipynb"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(new_notebook(cells=[new_code_cell(WIDGET, id="widget")], metadata={"kernelspec": kernel}),
                   path)
    return path


@pytest.mark.parametrize("app", ["lab", "notebook7"])
def test_a_widget_is_moved_by_keys_and_has_names(app, notebook, widget):
    from playwright.sync_api import expect

    opened = notebook(widget.name, app)
    opened.run("widget")
    panel = opened.cell("widget").locator(".course-live")
    expect(panel.get_by_role("img")).to_have_accessible_name("A black line of slope 2.")
    expect(panel.get_by_role("slider", name="slope of the line")).to_be_in_viewport()
    opened.shot("at first")
    expect(opened.page.locator(".jp-RenderedImage")).to_be_hidden()  # the filmstrip, where the widget lives
    assert opened.move("widget", "slope of the line", "ArrowRight") == "A black line of slope 3."
    expect(panel.get_by_role("slider")).to_have_attribute("aria-valuetext", "3 upwards")
    assert opened.move("widget", "slope of the line", "End") == "A black line of slope 8."
    panel.get_by_role("combobox", name="its colour").select_option("red")
    expect(panel.get_by_role("status")).to_have_text("A red line of slope 8.")
    opened.shot("moved")


def test_the_slider_is_reached_by_tab(notebook, widget):
    from playwright.sync_api import expect

    opened = notebook(widget.name)
    opened.run("widget")
    slider = opened.cell("widget").get_by_role("slider", name="slope of the line")
    expect(slider).to_be_visible()
    opened.cell("widget").locator(".jp-InputPrompt").click()
    for _ in range(12):
        opened.page.keyboard.press("Tab")
        if slider.evaluate("node => node === document.activeElement"):
            break
    opened.shot("reached by tab")
    expect(slider).to_be_focused()


@pytest.mark.parametrize("app", ["lab", "notebook7"])
def test_a_saved_widget_that_is_opened_again_shows_its_filmstrip(app, notebook, widget):
    from playwright.sync_api import expect

    live = notebook(widget.name, app)
    live.run("widget")
    live.save()
    live.menu("Kernel", "Shut Down Kernel")
    again = notebook(widget.name, app)
    cell = again.cell("widget")
    expect(cell.locator(".jp-RenderedImage img")).to_be_visible()
    expect(cell.get_by_text("The controls appear when this cell is run.")).to_be_visible()
    error = cell.get_by_text("Error displaying widget")
    expect(error).to_be_attached()
    expect(error).to_be_hidden()
    again.shot("without its kernel")


WEEK6 = {
    "zeros": ("import numpy as np\nwidgets.zero_inflation(np.random.default_rng(1).poisson(2, size=250))",
              "rate λ of those who count", "ArrowRight"),
    "mixture": ("widgets.mixture_steps()", "step", "End"),
    "bent density": ("widgets.bent_density()", "skew", "ArrowRight"),
    "coupling": ("widgets.coupling_layer()", "share of the way from z to x", "Home"),
}


@pytest.mark.parametrize("name", WEEK6)
def test_the_widgets_of_week_6_say_something_else_after_a_move(name, notebook, students_folder):
    from playwright.sync_api import expect

    code, slider, key = WEEK6[name]
    path = students_folder / f"{name.replace(' ', '_')}.ipynb"
    cell = new_code_cell(f"import course\nfrom course import widgets\n{code}", id="widget")
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(new_notebook(cells=[cell], metadata={"kernelspec": kernel}), path)
    opened = notebook(path.name)
    opened.run("widget")
    status = opened.cell("widget").get_by_role("status")
    expect(status).not_to_be_empty()
    before = status.inner_text()
    opened.shot("at first")
    assert opened.move("widget", slider, key) != before
    opened.shot("moved")
