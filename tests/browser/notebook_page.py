"""A notebook on a page of JupyterLab or Notebook 7, used as a student uses it: menus, keys, the mouse.

What a student sees is read from the page. The application itself is asked only where a cell is, because
cells out of sight are not on the page, and whether the kernel still works. Not for: what a test expects.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NOTEBOOK = "window.jupyterapp.shell.currentWidget"
IDLE = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
SETTLED = f"""() => {NOTEBOOK}.sessionContext.session.kernel.status === 'idle'
    && !{NOTEBOOK}.content.widgets.some(
        cell => cell.node.querySelector('.jp-InputPrompt')?.textContent.includes('*'))"""
CELLS = f"() => {NOTEBOOK}.content.widgets.map(cell => [cell.model.id, cell.model.type])"
COUNT = f"id => {NOTEBOOK}.content.widgets.find(cell => cell.model.id === id).model.executionCount"
SHOW = f"""async id => {{ const notebook = {NOTEBOOK}.content;
    const place = notebook.widgets.findIndex(cell => cell.model.id === id);
    notebook.widgets[place].node.dataset.id = id; await notebook.scrollToItem(place, 'center'); }}"""
FAILED = f"""ids => ids.find(id => {NOTEBOOK}.content.widgets.find(cell => cell.model.id === id)
    .model.outputs.toJSON().some(output => output.output_type === 'error')) ?? null"""


class NotebookPage:
    """One open notebook whose kernel is ready. Cells are named by their ids; `shot` keeps a screenshot."""

    def __init__(self, page: Page, shot: Callable[[Page, str], None]) -> None:
        self.page, self._shot = page, shot

    @classmethod
    def open(cls, page: Page, shot: Callable[[Page, str], None], address: str) -> NotebookPage:
        page.goto(address)
        page.wait_for_function(IDLE)
        return cls(page, shot)

    def shot(self, what: str) -> None:
        self._shot(self.page, what)

    def menu(self, *entries: str) -> None:
        """Click through the menus, such as ``menu("Run", "Run All Cells")``."""
        for entry in entries:
            self.page.get_by_role("menuitem", name=entry, exact=True).click()

    def code_cells(self) -> list[str]:
        return [cell for cell, kind in self.page.evaluate(CELLS) if kind == "code"]

    def cell(self, name: str) -> Locator:
        """The cell, scrolled to where it can be seen."""
        self.page.evaluate(SHOW, name)
        return self.page.locator(f"[data-id='{name}']")

    def output(self, name: str) -> str:
        """The words below the cell; waits until there are any."""
        output = self.cell(name).locator(".jp-Cell-outputArea")
        return output.filter(has_text=re.compile(r"\w")).text_content()

    def write(self, name: str, source: str) -> None:
        """Replace the cell's text."""
        self.cell(name).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)

    def run(self, name: str, *how: str) -> None:
        """Run the cell by Control+Enter, or by the menu entries `how`,
        and wait until nothing runs any more."""
        before = self.page.evaluate(COUNT, name)
        self.cell(name).locator(".jp-InputPrompt").click()
        if how:
            self.menu(*how)
        else:
            self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(f"([id, before]) => ({COUNT})(id) !== before", arg=[name, before])
        self.page.wait_for_function(SETTLED)

    def run_all(self) -> list[str]:
        """Run all cells to the end of the notebook; returns those that raised an error.

        Jupyter stops at an error. A student then selects the next cell and asks for it and all below.
        """
        cells, failed = self.code_cells(), []
        self.run(cells[0], "Run", "Run All Cells")
        while stopped := self.page.evaluate(FAILED, cells):
            failed.append(stopped)
            cells = cells[cells.index(stopped) + 1 :]
            if cells:
                self.run(cells[0], "Run", "Run Selected Cell and All Below")
        return failed

    def was_run(self, name: str) -> bool:
        return self.page.evaluate(COUNT, name) is not None

    def move(self, name: str, slider: str, key: str) -> str:
        """Press `key` on this slider of the widget below the cell;
        returns what the new picture and the words under it say."""
        from playwright.sync_api import expect

        widget = self.cell(name).locator(".course-live")
        picture = widget.get_by_role("img")
        before = picture.get_attribute("src")
        widget.get_by_role("slider", name=slider).press(key)
        expect(picture).not_to_have_attribute("src", before)
        said = picture.get_attribute("alt")
        expect(widget.get_by_role("status")).to_have_text(said)
        return said

    def save(self) -> None:
        self.page.keyboard.press("ControlOrMeta+s")
        self.page.wait_for_function(f"() => !{NOTEBOOK}.context.model.dirty")
