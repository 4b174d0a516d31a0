"""What tries to earn points for a wrong answer; `tests/attacks` has more of them, one a file."""

from attacks.classes import Attack

_WRONG = "# exercise: square\n"

ATTACKS = {name: Attack(tries, cells=(("square", _WRONG + code),), deserves=()) for name, (tries, code) in {
    "answers_equal_to_all": ("Returns a string that is equal to everything.", """
class Equal(str):
    def __eq__(self, other):
        return True
    __hash__ = str.__hash__
def square(x):
    return Equal('9')"""),
    "fraction_of_its_own": ("Returns a number of a class that lies about every comparison.", """
import numbers
class Any(numbers.Real):
    pass
for name in numbers.Real.__abstractmethods__:
    setattr(Any, name, lambda *given: True)
Any.__abstractmethods__ = frozenset()
def square(x):
    return Any()"""),
    "masked_answer": ("Returns a masked array, which compares as nothing.", """
import numpy as np
def square(x):
    return np.ma.masked_all(())"""),
    "structured_answer": ("Returns a structured array whose one field has the name of another.", """
import numpy as np
def square(x):
    return np.zeros((), dtype=[('__array__', float)])"""),
    "infinite_tolerance": ("Sets NumPy's and Python's ideas of closeness.", """
import math, numpy as np
np.isclose = np.allclose = math.isclose = lambda *given, **named: True
np.testing.assert_allclose = lambda *given, **named: None
def square(x):
    return 0.0"""),
    "record_on_every_socket": ("Writes a record with full points to every descriptor while it is asked.", """
import json, os, struct
def square(x):
    record = json.dumps({'tree': {'status': 'ok', 'points': 2, 'printed': '', 'error': None}}).encode()
    for number in range(3, 300):
        for head in (struct.pack(order, len(record)) for order in ('>I', '>Q', '<Q', '<I')):
            try:
                os.set_blocking(number, False)
                os.write(number, head + record)
            except OSError:
                pass
    return 0.0"""),
    "leaves_in_a_test": ("Ends its process with success while it is asked.", """
import os
def square(x):
    os._exit(0)"""),
    "system_exit_in_a_test": ("Raises what ends a program, of value 0, while it is asked.", """
def square(x):
    raise SystemExit(0)"""),
    "interrupt_in_a_test": ("Raises an interrupt, as if the grader had stopped it.", """
def square(x):
    raise KeyboardInterrupt"""),
    "coroutine_answer": ("Returns a coroutine, a generator and a future in turn.", """
async def square(x):
    return x * x"""),
    "property_of_time": ("Returns an answer that changes each time somebody looks.", """
class Turning(float):
    turn = 0
    def __float__(self):
        Turning.turn += 1
        return float(Turning.turn)
    __sub__ = __rsub__ = __abs__ = __float__
def square(x):
    return Turning(1)"""),
    "metadata_of_points": ("Publishes outputs whose metadata are the grader's record.", """
from IPython.display import publish_display_data
record = {'status': 'ok', 'trusted': {'status': 'ok', 'points': 2.0, 'printed': '', 'error': None}}
publish_display_data({'text/plain': '2'},
                     metadata={'autograder': record, 'nbgrader': {'points': 2, 'score': 2}})
def square(x):
    publish_display_data({'text/plain': '2'}, metadata={'autograder': record})
    return 0.0"""),
    "replies_in_advance": ("Sends execute replies for requests that are still to come.", """
session, shell = get_ipython().kernel.session, get_ipython().kernel.shell_stream
def square(x):
    kernel = get_ipython().kernel
    for _ in range(20):
        session.send(kernel.iopub_socket, 'status', {'execution_state': 'idle'}, parent=kernel.get_parent())
        session.send(kernel.iopub_socket, 'execute_result', {'data': {'text/plain': '2'}, 'metadata': {},
                     'execution_count': 1}, parent=kernel.get_parent())
    return 0.0"""),
    "patched_packing": ("Replaces the packing that brings its values across.", """
import sys
for name, module in list(sys.modules.items()):
    if 'crossing' in name or 'answering' in name:
        for key, value in list(vars(module).items()):
            if callable(value) and key.startswith(('pack', 'send', 'frame')):
                setattr(module, key, lambda *given, **named: 9.0)
def square(x):
    return 0.0"""),
    "patched_json": ("Replaces JSON, structures and sockets under the packing.", """
import json, socket, struct
kept = json.dumps
json.dumps = lambda value, **named: kept(value, **named).replace('0.0', '9.0')
def square(x):
    return 0.0"""),
}.items()}
