"""autograder.intake.salvage: what stands beside a text in a damaged file does not become part of it."""

import pytest

from autograder.intake import salvage


@pytest.mark.parametrize(("intact", "damaged"), [
    ('   "# exercise: cube', '   0"# exercise: cube'),
    ('**3"\n   ]', '**3"\x1a   ]'),
    ('**3"\n   ]', '**3"\n`  ]'),
    ('**3"\n   ]', '**3"\n   _'),
    ('"source": [', '"source"_: ['),
])  # fmt: skip
def test_a_changed_sign_beside_a_text_is_no_part_of_it(intact, damaged):
    text = (
        '{"cells": [{\n  "cell_type": "code",\n  "id": "cube",\n  "source": [\n'
        '   "# exercise: cube\\n",\n   "def cube(x):\\n",\n   "    return x**3"\n   ]\n  },\n'
        '  {"cell_type": "x'
    )
    assert intact in text
    (cell,) = salvage.cells_of(text.replace(intact, damaged, 1))[:1]
    assert cell.source == "# exercise: cube\ndef cube(x):\n    return x**3"


@pytest.mark.parametrize("last", ("return x +", "return (x", "    x = 'a"))
def test_a_students_own_mistake_stays(last):
    text = (
        '{"cells": [{\n  "cell_type": "code",\n  "source": [\n   "y = 1\\n",\n   "LAST"\n   ]\n  },\n'
        '  {"cell_type": "x'
    )
    assert salvage.cells_of(text.replace("LAST", last))[0].source == f"y = 1\n{last}"
