"""Leaves start-up files for the kernels that come after it."""

DESERVES = {"cube": 3}

ANSWERS = {
    "square": r"""# exercise: square
import os
import site
import sys

code = "import builtins; builtins.persisted = True"
places = [os.path.expanduser("~/.ipython/profile_default/startup/evil.py"),
          os.path.expanduser("~/sitecustomize.py"),
          "numpy.py", "course.py", "ipykernel_launcher.py", "/tmp/numpy.py",
          *(f"{folder}/evil.pth" for folder in [*site.getsitepackages(), site.getusersitepackages()])]
for place in places:
    try:
        os.makedirs(os.path.dirname(place) or ".", exist_ok=True)
        open(place, "w").write(code)
    except OSError:
        pass""",
    "cube": r"""# exercise: cube
def cube(x):
    return x**3""",
}
