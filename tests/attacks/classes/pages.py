"""What tries to run in the browser or terminal of whoever reads the feedback."""

from attacks.classes import Attack


def _shows(tries: str, data: str, metadata: str = "{}") -> Attack:
    show = "from IPython.display import publish_display_data as show"
    return Attack(tries, f"{show}\nshow({data}, {metadata})")


ATTACKS = {
    "script": _shows("Shows HTML with a script in it.",
        "{'text/html': '<script>NAME()</script>', 'text/plain': 'x'}"),
    "event": _shows(
        "Shows a picture that runs a script when it cannot load.",
        "{'text/html': '<img src=x onerror=\"NAME()\"><svg onload=\"NAME()\">', 'text/plain': 'x'}"),
    "script_picture": _shows(
        "Shows a drawing with a script in it.",
        "{'image/svg+xml': "
        "'<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"NAME()\"><script>NAME()</script></svg>'}"),
    "script_data": _shows("Shows a script as data of its own kind.",
        "{'application/javascript': 'NAME()', 'text/plain': 'x'}"),
    "script_in_markdown": _shows("Shows Markdown and formulas with scripts in them.",
        "{'text/markdown': '[x](javascript:NAME()) <script>NAME()</script>', "
        "'text/latex': '</script><script>NAME()</script>', 'text/plain': 'x'}"),
    "link": _shows("Shows links, frames and forms that run a script.", "{'text/html': "
        "'<a href=\"javascript:NAME()\">x</a><form action=\"javascript:NAME()\">"
        "<iframe srcdoc=\"<script>NAME()</script>\"></iframe>'}"),
    "metadata_of_pictures": Attack("Shows a picture whose size breaks out of its tag.", """
from IPython.display import publish_display_data as show
pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
for size in ('1" onload="NAME()', '1"><script>NAME()</script>'):
    show({'image/png': pixel, 'text/plain': 'x'}, {'image/png': {'width': size, 'height': size, 'alt': size},
                                                   'width': size, 'alt': size})"""),
    "stream_of_tags": Attack("Prints tags, and terminal colours that are tags.", """
print('<script>NAME()</script>')
print('\\x1b[31m<script>NAME()</script>\\x1b[0m', file=sys.stderr)
print('\\x1b]8;;javascript:NAME()\\x07x\\x1b]8;;\\x07')"""),
    "error_of_tags": Attack("Raises an error whose name and words are tags.",
        "raise type('<script>NAME()</script>', (Exception,), {})('</pre><script>NAME()</script>')"),
    "kind_of_tags": _shows("Shows data whose kind is a tag.",
        "{'text/<script>NAME()</script>': 'x', 'text/plain': 'x'}"),
}
