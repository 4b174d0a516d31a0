"""The variables that processes of the engine see: few of the instructor's own, and what makes numbers repeat.

Not for: what a lesson may use, which is in `conditions`.
"""

from __future__ import annotations

import os

PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "SYSTEMROOT")
"""Variables of the instructor's own environment that every process may see."""


def passed_on(*more: str) -> dict[str, str]:
    """The instructor's variables that a process may see; `more` are further names for this one."""
    return {name: os.environ[name] for name in (*PASSED_ON, *more) if name in os.environ}


def matplotlib_cache() -> str:
    """The folder of Matplotlib's font list, which takes seconds to make anew for every kernel."""
    import matplotlib

    return matplotlib.get_cachedir()
