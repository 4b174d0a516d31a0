"""Prints HTML and terminal commands that would act on whoever reads them."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
from IPython.display import HTML, Javascript, display

display(HTML("<script>document.title = 'owned'</script><img src=x onerror=alert(1)>"), Javascript("alert(1)"))
print("\x1b]0;owned\x07\x1b[2J")


def square(x):
    return x * x""",
}
