"""Reads its environment, arguments and those of every process."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def look(texts):
    for text in texts:
        if "quag" in str(text)[:1_000_000]:
            print("found:", str(text)[max(0, str(text).index("quag") - 20):][:80])

import glob
import os
import sys

look([dict(os.environ), sys.argv])
patterns = ("/proc/[0-9]*/environ", "/proc/[0-9]*/cmdline", "/proc/[0-9]*/task/*/comm")
for path in [path for pattern in patterns for path in glob.glob(pattern)]:
    try:
        look([open(path, "rb").read()])
    except OSError:
        pass""",
}
