"""What tries to stop the class, or to make the grader fail so that it never grades."""

from attacks.classes import Attack

_SEND = """
kernel = get_ipython().kernel
def send(kind, content, **more):
    try:
        kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent('shell'), **more)
    except Exception as error:
        sys.__stderr__.write(str(error))
"""


def _messages(tries: str, code: str) -> Attack:
    return Attack(tries, _SEND + code)


def _cell(tries: str, cell: str) -> Attack:
    return Attack(tries, cells=(("square", "# exercise: square\ndef square(x):\n    return x * x\n" + cell),))


ATTACKS = {
    "half_letter_printed": _cell("Prints half of a letter.", "print('\\ud800')"),
    "half_letter_in_html": _cell("Shows half of a letter as HTML and Markdown.",
        "from IPython.display import HTML, Markdown, display\ndisplay(HTML('\\udfff'), Markdown('\\ud800'))"),
    "half_letter_in_an_error": _cell("Raises an error named and worded by halves of letters.",
        "raise type('E\\ud800', (Exception,), {})('\\udcff')"),
    "control_letters": _cell("Prints every control character.",
        "print(''.join(map(chr, range(32))) + '\\x7f\\x9b')"),
    "error_without_words": _cell("Raises an error whose words cannot be had.",
        "class E(Exception):\n    def __str__(self):\n        raise self\n    __repr__ = __str__\nraise E"),
    "error_group": _cell("Raises errors in errors, a hundred deep.", """
error = ValueError('x')
for _ in range(100):
    error = ExceptionGroup('g', [error])
raise error"""),
    "sum_of_three_thousand": _cell("A sum of 3,000 terms in one line.",
        "total = " + " + ".join(["1"] * 3_000)),
    "parentheses": _cell("Parentheses ninety deep, and calls in calls.", "x = " + "(" * 90 + "1" + ")" * 90),
    "attributes": _cell("A chain of 2,000 attributes that nobody runs.",
        "def never():\n    return x" + ".a" * 2_000),
    "else_ifs": _cell("An if with 1,500 branches.", "x = 0\nif x == -1:\n    pass\n" + "".join(
        f"elif x == -{number}:\n    pass\n" for number in range(2, 1_500))),
    "does_not_parse": Attack("A cell that is no Python.",
        cells=(("square", "# exercise: square\ndef square(x:\n  {{"),),
                             deserves=()),
    "null_in_source": Attack("A cell with a NUL in it.",
        cells=(("square", "# exercise: square\n\x00"),), deserves=()),
    "html_that_is_a_number": _messages("Shows HTML that is the number 5.",
        "send('display_data', {'data': {'text/html': 5, 'text/plain': None}, 'metadata': {}})"),
    "data_that_is_a_list": _messages("Shows data that are a list, text, nothing.", """
for data in ([1], 'text', None, 5, {'': {}}, {'image/png': 7}, {'image/png': 'no base64'}):
    send('display_data', {'data': data, 'metadata': {}})"""),
    "stream_without_a_name": _messages("Prints to streams without names and text.", """
for content in ({}, {'name': 'stdout'}, {'text': 'x'}, {'name': 5, 'text': 'x'},
                {'name': 'stdout', 'text': 5},
                {'name': 'x' * 1000, 'text': 'x'}, {'name': ['a'], 'text': ['b']}):
    send('stream', content)"""),
    "error_without_traceback": _messages("Reports errors without name, words, traceback.", """
for content in ({}, {'ename': 5, 'evalue': 5, 'traceback': 5},
                {'ename': 'E', 'evalue': None, 'traceback': [5]}):
    send('error', content)"""),
    "display_of_odd_names": _messages("Updates displays whose names cannot be looked up.", """
for name in ([], {}, None, 5, 'x' * 100_000):
    content = {'data': {'text/plain': 'x'}, 'metadata': {}, 'transient': {'display_id': name}}
    send('display_data', content)
    send('update_display_data', content)
send('display_data', {'data': {}, 'metadata': {}, 'transient': 'text'})"""),
    "clear_output": _messages("Clears outputs in odd ways.", """
for wait in (True, False, None, 'yes', []):
    send('clear_output', {'wait': wait})
send('clear_output', {})"""),
    "states": _messages("Says it is idle, busy, dead and other things.", """
for state in ('idle', 'dead', 'starting', 5, None, ['busy']):
    send('status', {'execution_state': state})
send('status', {})"""),
    "unknown_messages": _messages("Sends messages of kinds that there are not.", """
for kind in ('', 'x' * 10_000, 'shutdown_reply', 'comm_open', 'comm_msg', 'input_request', 'debug_event'):
    send(kind, {'comm_id': 'x', 'target_name': 'x', 'data': {}})"""),
    "messages_that_are_no_json": _messages("Sends frames that are no message.", """
for frames in ([b''], [b'<IDS|MSG>'], [b'<IDS|MSG>', b'', b'{', b'{', b'{', b'{'], [b'\\xff' * 1000] * 8):
    try:
        kernel.iopub_socket.send_multipart(frames)
    except Exception:
        pass"""),
    "signed_messages_that_are_no_json": _messages("Sends messages with the right signature and no JSON.", """
session = kernel.session
def signed(*parts):
    parts = list(parts)
    try:
        kernel.iopub_socket.send_multipart([b'stream', b'<IDS|MSG>', session.sign(parts), *parts])
    except Exception:
        pass
for parts in ((b'5', b'5', b'5', b'5'), (b'{}', b'{}', b'{}', b'{}'), (b'[]', b'null', b'[]', b'""'),
              (b'{"msg_type": 5}', b'{}', b'{}', b'{}'), (b'\\xff', b'\\xff', b'\\xff', b'\\xff')):
    signed(*parts)"""),
    "deep_metadata": _messages("Shows metadata a thousand deep.", """
deep = {}
for _ in range(900):
    deep = {'x': deep}
send('display_data', {'data': {'text/plain': 'x'}, 'metadata': deep})"""),
    "large_metadata": _messages("Shows 30 MB of metadata beside one letter.",
        "send('display_data', {'data': {'text/plain': 'x'}, 'metadata': {'x': 'x' * 30_000_000}})"),
    "large_error": _messages("Reports an error of 30 MB in its words.",
        "send('error', {'ename': 'E', 'evalue': 'x' * 30_000_000, 'traceback': []})"),
    "large_stream_name": _messages("Prints one letter to a stream with a name of 30 MB.",
        "send('stream', {'name': 'x' * 30_000_000, 'text': 'x'})"),
    "not_a_number_in_data": _messages("Shows numbers that JSON does not know.",
        "send('display_data', {'data': {'application/json': float('nan')}, "
        "'metadata': {'x': float('inf')}})"),
    "closes_everything": _cell("Closes every descriptor.", "import os\nos.closerange(0, 1024)"),
    "noise_on_everything": _cell("Writes noise on every descriptor.", """
import os
for number in range(300):
    try:
        os.set_blocking(number, False)
        os.write(number, os.urandom(5000))
    except OSError:
        pass"""),
    "crossed_descriptors": _cell("Joins every descriptor to another.", """
import os
for number in range(3, 100):
    try:
        os.dup2(number + 1, number)
    except OSError:
        pass"""),
    "deaf_kernel": _cell("Stops the thread that answers the grader.", """
kernel = get_ipython().kernel
kernel.shell.run_cell = kernel.do_execute = kernel.dispatch_shell = None"""),
    "ends_at_once": _cell("Ends its process in the cell.", "import os\nos._exit(0)"),
    "ends_by_a_bad_address": _cell("Reads where there is no memory.", "import ctypes\nctypes.string_at(0)"),
    "endless_cell": _cell("A loop without end.", "while True:\n    pass"),
    "endless_by_finally": _cell("A loop that no interrupt ends.", """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass"""),
    "endless_answer": Attack("A function without end in every test.",
        cells=(("square", "# exercise: square\ndef square(x):\n    while True:\n        pass"),),
        deserves=()),
    "reads_input": _cell("Waits for input.", "input('?')"),
    "prints_without_end": _cell("Prints without end.", "while True:\n    print('x' * 1000)"),
    "warnings_without_end": _cell("Warns ten thousand times.", """
import warnings
warnings.simplefilter('always')
for number in range(10_000):
    warnings.warn(f'number {number}')"""),
    "recursion": _cell("Recurs with the limit taken away.", """
import sys
sys.setrecursionlimit(10**9)
def deeper():
    return deeper()
deeper()"""),
}
