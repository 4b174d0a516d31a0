"""What a notebook shows where an exercise still holds its stub: one sentence in place of a traceback.

A cell that calls a stub stops there, and the names it would have made are missing in the cells below; these
say so too. Not for: what a check says (`course.check`), and every other error, which keeps its traceback.
"""

from __future__ import annotations

import ast
import sys

from course.errors import Unfinished, unfinished


def show_as_sentences() -> None:
    """From now on, where this is a notebook; nothing elsewhere."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return
    missing: dict[str, str] = {}  # a name that no cell could make, and why

    def show(shell, kind, error, trace, tb_offset=None):
        name = getattr(error, "name", None)
        if meant := unfinished(error):
            why = str(meant)
        elif isinstance(error, NameError) and name in missing:
            why = missing[name]
            meant = Unfinished(f"there is no `{name}` yet, because {why}")
        else:
            return shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        missing.update(dict.fromkeys(_made_by(shell.history_manager.input_hist_parsed[-1]), why))
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close("all")  # else empty axes follow the sentence
        lines = meant._render_traceback_()
        shell._showtraceback(kind, error, lines)
        return lines

    shell.set_custom_exc((NotImplementedError, NameError), show)


def _made_by(cell: str) -> set[str]:
    """The names that this source would bind."""
    nodes = list(ast.walk(ast.parse(cell)))
    return ({node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
            | {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)})
