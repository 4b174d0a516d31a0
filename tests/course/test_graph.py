"""course.graph: every value and gradient against finite differences, the text form, the drawing, the errors.

What is asked of `trace` and of the graph it returns runs through all modules: course.graph.tracing,
course.graph.calling (the errors), course.graph.names, course.graph.local (Jacobians), course.graph.layout and
course.graph.drawing (nothing overlaps), course.graph.picture (SVG, PNG). Beside this, test_structure.py and
test_operations.py look at single functions.
"""

import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from course import graph, plots
from course.errors import CourseError
from course.graph import layout

tf = pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")

# --- generated functions ------------------------------------------------------------------------------
# One source text, run by TensorFlow inside `trace` and by NumPy here: the two share no code but the text.

TENSORFLOW = {"tanh": tf.tanh, "sigmoid": tf.sigmoid, "exp": tf.exp, "sin": tf.sin, "maximum": tf.maximum,
              "minimum": tf.minimum, "where": tf.where, "total": tf.reduce_sum, "mean": tf.reduce_mean,
              "largest": tf.reduce_max, "relu": tf.nn.relu,
              "turn": tf.transpose, "rows": lambda x: tf.reduce_sum(x, axis=1), "stack": tf.stack}
NUMPY = {"tanh": np.tanh, "sigmoid": lambda x: 1 / (1 + np.exp(-x)), "exp": np.exp, "sin": np.sin,
         "maximum": np.maximum, "minimum": np.minimum, "where": np.where, "total": np.sum, "mean": np.mean,
         "largest": np.max, "relu": lambda x: np.maximum(x, 0),
         "turn": np.transpose, "rows": lambda x: np.sum(x, axis=1), "stack": np.stack}
HELPER = "def helper(p, q):\n    r = p * q\n    return tanh(r) + r\n"
SHAPES = {"a": (), "b": (), "u": (3,), "v": (3,), "m": (3, 3)}
ELEMENTWISE = ["tanh({0})", "sigmoid({0})", "sin({0})", "exp(tanh({0}))", "-{0}", "{0} ** 2", "relu({0})",
               "0.5 * {0} + 2.0", "1.0 / (1.0 + {0} ** 2)", "{0} * {0}", "{0} + {1}", "{0} - {1}",
               "{0} * {1}", "{0} / (2.0 + tanh({1}))", "maximum({0}, {1})", "minimum({0}, {1})",
               "where({0} > {1}, {0}, {1} * 2.0)", "helper({0}, {1})", "{0} * weight"]


@st.composite
def programs(draw):
    """Source of a function of a, b, u, v, m, as lines (name, expression) with the shape of each."""
    shapes, lines = dict(SHAPES), []
    for number in range(draw(st.integers(1, 8))):
        names = list(shapes)
        first, second = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        square, vector = ([name for name in names if shapes[name] == shape] for shape in ((3, 3), (3,)))
        text = draw(st.sampled_from(ELEMENTWISE))
        shape = np.broadcast_shapes(shapes[first], shapes[second] if "{1}" in text else ())
        choices = [(text.format(first, second), shape)]
        one, other, line = (draw(st.sampled_from(kind)) for kind in (square, square, vector))
        choices += [(f"{one} @ {other}", (3, 3)), (f"turn({one})", (3, 3)), (f"rows({one})", (3,)),
                    (f"total({first})", ()), (f"mean({first})", ()), (f"largest({first})", ()),
                    (f"{line}[1]", ()), (f"{line} * {one}", (3, 3)),
                    (f"stack([{line}, {line}, {line} * 2.0])", (3, 3))]
        expression, shape = choices[0] if draw(st.booleans()) else draw(st.sampled_from(choices[1:]))
        shapes[f"s{number}"] = shape
        lines.append((f"s{number}", expression))
    return lines


def source(lines, pushed=False):
    """The function's text; `pushed` adds `push[name]` to each line's result,
    to take finite differences there."""
    push = " + push.get('{0}', 0.0)" if pushed else ""
    body = "".join(f"    {name} = ({text}){push.format(name)}\n" for name, text in lines)
    inputs = "".join(f"    {name} = {name}{push.format(name)}\n" for name in SHAPES) if pushed else ""
    # every line and every input reaches the output, so that every one of them has a gradient
    ends = " + ".join(f"mean({name})" for name in [*SHAPES, *(name for name, _ in lines)])
    result = f"{ends} * total({lines[-1][0]})"
    return HELPER + f"def generated(a, b, u, v, m):\n{inputs}{body}    return {result}\n"


def run(text, namespace):
    space = dict(namespace)
    exec(compile(text, "<generated>", "exec"), space)
    return space["generated"]


@given(programs(), st.integers(0, 2**32 - 1))
@settings(max_examples=220, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))
def test_values_and_gradients_agree_with_finite_differences(lines, seed):
    rng = np.random.default_rng(seed)
    inputs = {name: np.asarray(rng.uniform(-1.5, 1.5, shape)) for name, shape in SHAPES.items()}
    weight = rng.uniform(0.5, 1.5)
    traced = graph.trace(run(source(lines), TENSORFLOW | {"weight": tf.Variable(weight, dtype=tf.float64)}),
                         **inputs)
    push = {}
    by_numpy = run(source(lines, pushed=True), NUMPY | {"weight": weight, "push": push})
    np.testing.assert_allclose(traced.output.value, by_numpy(**inputs), rtol=1e-10)
    for name in [*SHAPES, *(name for name, _ in lines)]:
        node, step = traced[name], 1e-6
        slopes, middle = np.zeros(node.value.shape), float(traced.output.value)
        for place in np.ndindex(slopes.shape):
            sides = []
            for sign in (1, -1):
                push[name] = np.zeros(slopes.shape)
                push[name][place] = sign * step
                sides.append(by_numpy(**inputs))
            slopes[place] = (sides[0] - sides[1]) / (2 * step)
            if abs(sides[0] + sides[1] - 2 * middle) > 1e-2 * step * (1 + abs(middle)):
                # a tie of maximum, where: no derivative there, only one from each side
                slopes[place] = np.nan
        push.clear()
        smooth = ~np.isnan(slopes)
        np.testing.assert_allclose(node.gradient[smooth], slopes[smooth], rtol=1e-5,
                                   atol=1e-6 * (1 + abs(middle)), err_msg=source(lines))
        COMPARED.append(smooth.mean())
    check_chain_rule(traced)


def test_nearly_all_of_those_gradients_could_be_compared():
    if COMPARED:  # empty where this test is run alone
        assert len(COMPARED) > 1000 and np.mean(COMPARED) > 0.97


COMPARED: list[float] = []
"""For each gradient compared above, the share of its entries at which the function has a derivative."""


def check_chain_rule(traced):
    """At every node: flows = gradient coming in · Jacobian,
    and what leaves over all edges adds up to the gradient."""
    for edge in traced.edges:
        incoming = traced[edge.target].gradient
        if edge.local is not None and edge.flow is not None:
            np.testing.assert_allclose(np.tensordot(incoming, edge.local, axes=incoming.ndim), edge.flow,
                                       rtol=1e-5, atol=1e-7)
    for node in traced.nodes:
        flows = [edge.flow for edge in traced.out_of(node) if edge.flow is not None]
        if flows and node.gradient is not None:
            np.testing.assert_allclose(sum(flows), node.gradient, rtol=1e-5, atol=1e-7)
    for step in traced.backward_steps():
        np.testing.assert_allclose(step.gradients[step.node.number], step.node.gradient, rtol=1e-5, atol=1e-7)


# --- what the lessons trace ---------------------------------------------------------------------------

def two_paths(a, b):
    c = a + b
    d = b + 1
    return c * d


def squared_error(a, b):
    ax = a * 58.0
    prediction = ax + b
    residual = prediction - 153.0
    return residual**2


def test_two_paths_as_text():
    assert str(graph.trace(two_paths, a=2, b=1)) == """\
two_paths: 6 nodes, 6 edges, output 6
Forward pass, from the inputs to the output:
  1. input a: 2
  2. input b: 1
  3. c = add(a, b): 3
  4. constant: 1
  5. d = add(b, 1): 2
  6. multiply(c, d): 6
Backward pass, from the output to the inputs (gradient = gradient coming in, times local gradient):
  6. multiply: gradient 1, the start
  5. d: gradient 3 = 1 times 3 from node 6
  3. c: gradient 2 = 1 times 2 from node 6
  2. b: gradient 5 = 2 times 1 from c + 3 times 1 from d
  1. a: gradient 2 = 2 times 1 from c"""


def test_figure_3_12():
    traced = graph.trace(squared_error, a=0.0, b=139.0)
    assert [float(traced[name].value) for name in ("ax", "prediction", "residual")] == [0, 139, -14]
    assert float(traced.output.value) == 196
    assert float(traced["a"].gradient) == -1624 and float(traced["b"].gradient) == -28
    assert float(traced.edge("a", "ax").local) == 58
    assert float(traced.edge("residual", traced.output.number).local) == -28
    assert "a: gradient −1624 = −28 times 58 from ax" in str(traced)


def test_vectors_say_shape_and_norm_and_entry_by_entry():
    x = np.linspace(20, 80, 33)

    def mse(a, b):
        prediction = a * x + b
        residual = prediction - 2 * x
        return tf.reduce_mean(tf.square(residual))

    traced = graph.trace(mse, a=0.0, b=139.0)
    text = str(traced)
    assert "constant x: shape 33, norm 305" in text
    assert "residual = subtract(prediction, node 6): shape 33" in text
    assert "residual: gradient shape 33, norm" in text and "entry by entry from node 8" in text
    assert traced.edge("residual", 8).jacobian_shape == (33, 33)
    assert traced.edge("a", 4).jacobian_shape == (33,)
    slopes = np.diag(traced.edge("residual", 8).local)
    np.testing.assert_allclose(slopes, 2 * traced["residual"].value, rtol=1e-6)


def test_large_jacobians_are_left_out_but_flows_are_not():
    traced = graph.trace(lambda x: tf.reduce_sum(tf.tanh(x)), x=np.ones((30, 20)))
    edge = traced.edge("x", 2)
    assert edge.local is None and edge.jacobian_shape == (30, 20, 30, 20)
    np.testing.assert_allclose(edge.flow, np.full((30, 20), 1 - np.tanh(1) ** 2))
    assert "times a Jacobian, 30×20 by 30×20" in str(traced)


def test_matmul_of_whole_numbers_in_lists():
    traced = graph.trace(lambda m1, m2: 10 * (m1 @ m2), m1=[[3, 3]], m2=[[2], [2]])
    assert traced.output.value.tolist() == [[120]]
    assert traced["m1"].gradient.tolist() == [[20, 20]] and traced["m2"].gradient.tolist() == [[30], [30]]


def test_an_output_of_several_numbers_is_summed_for_the_gradient():
    traced = graph.trace(lambda x: x**3, x=[1.0, 2.0])
    np.testing.assert_allclose(traced["x"].gradient, [3, 12])
    assert "sum of its entries" in str(traced)


def test_where_max_and_a_condition_without_gradient():
    def clipped(x, low):
        return tf.reduce_max(tf.where(x > low, x, 0.1 * x))

    traced = graph.trace(clipped, x=[-1.0, 2.0, 1.0], low=0.0)
    assert traced["x"].gradient.tolist() == [0, 1, 0] and traced["low"].gradient is None
    condition = next(node for node in traced.nodes if node.operation == "greater")
    assert condition.gradient is None and condition.value.tolist() == [False, True, True]


def test_a_tensor_used_twice_by_one_operation_has_one_edge():
    traced = graph.trace(lambda x: x * x, x=3.0)
    assert len(traced.edges) == 1 and float(traced.edges[0].local) == 6


def test_variables_functions_inside_functions_and_names():
    weight, offset = tf.Variable([1.0, 2.0], name="weight"), tf.Variable(3.0)

    @tf.function
    def linear(x):
        return tf.reduce_sum(weight * x) + offset

    def loss(x):
        score = linear(x)
        return tf.square(score, name="loss")

    traced = graph.trace(loss, x=[1.0, -1.0])
    assert {node.operation for node in traced.nodes} == {"input", "variable", "multiply", "sum", "add",
                                                         "square"}
    assert traced["weight"].gradient.tolist() == [4, -4] and float(traced["offset"].gradient) == 4
    assert float(traced["score"].value) == 2 and traced.output.name == "loss"


def test_a_variable_as_input_and_a_gather_from_a_variable():
    table = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    traced = graph.trace(lambda table, rows: tf.reduce_sum(tf.gather(table, rows) ** 2), table=table,
                         rows=np.array([0, 1, 1]))
    assert traced["table"].operation == "input" and traced["table"].gradient.tolist() == [[2, 4], [12, 16]]
    check_chain_rule(traced)


def test_a_keras_layer():
    layer = keras.layers.Dense(2, activation="tanh")
    layer.build((None, 3))
    traced = graph.trace(lambda x: tf.reduce_mean(layer(x) ** 2), x=np.ones((4, 3), dtype="float32"))
    assert traced["kernel"].operation == "variable" and traced["kernel"].gradient.shape == (3, 2)
    check_chain_rule(traced)


@pytest.mark.parametrize("folder", ["site-packages", "dist-packages"])
def test_an_installed_package_names_nothing_wherever_it_lies(folder):
    places = {"inner": {}}
    exec(compile("def inner(theirs):\n    hidden = 2 * theirs\n    return hidden + 1",
                 f"/elsewhere/{folder}/package.py", "exec"), places)
    traced = graph.trace(lambda x: 3 * places["inner"](x), x=1.0)
    assert {node.name for node in traced.nodes} == {"x", None}


def test_operations_with_lists_several_results_and_renamed_arguments():
    def mixed(x, y):
        first, second = tf.unstack(x)
        both = tf.concat([tf.stack([first, second]), tf.reverse(y, axis=[0])], axis=0)
        cut = tf.split(both, 2)[1]
        return (tf.reduce_prod(tf.cumsum(cut)) + tf.norm(tf.squeeze(tf.expand_dims(both, 0)))
                + tf.nn.log_softmax(both)[0])

    traced = graph.trace(mixed, x=[1.0, 2.0], y=[3.0, 4.0])
    check_chain_rule(traced)
    assert traced["first"].operation == "unstack"


def test_cross_entropy_of_logits_against_the_formula():
    onehot = tf.one_hot([2, 0], 3)
    logits = np.array([[1.0, 2.0, 3.0], [0.5, -1.0, 0.0]], dtype="float32")
    def cross_entropy(logits):
        return tf.reduce_sum(tf.nn.softmax_cross_entropy_with_logits(onehot, logits))

    traced = graph.trace(cross_entropy, logits=logits)
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(traced["logits"].gradient, p - onehot.numpy(), atol=1e-6)


def test_custom_gradients_and_branches_are_single_nodes():
    traced = graph.trace(lambda x: tf.nn.silu(x) * 2.0, x=0.7)
    s = 1 / (1 + np.exp(-0.7))
    assert float(traced["x"].gradient) == pytest.approx(2 * (s + 0.7 * s * (1 - s)), rel=1e-5)
    check_chain_rule(traced)

    def positive_part(x):
        if x > 0:
            y = x * x
        else:
            y = 0.0 * x
        return y

    traced = graph.trace(positive_part, x=3.0)
    assert traced.output.operation == "if" and float(traced["x"].gradient) == 6
    assert float(graph.trace(positive_part, x=-3.0)["x"].gradient) == 0


def test_number_types():
    assert graph.trace(lambda x: x * 2, x=3)["x"].value.dtype == np.float32
    assert graph.trace(lambda x, y: x * y, x=3, y=np.array([1.0]))["x"].value.dtype == np.float64
    traced = graph.trace(lambda x, power: x**2 if power == "square" else x, x=3, power="square")
    assert traced.output.value == 9


def test_looking_up_nodes_and_edges():
    traced = graph.trace(two_paths, a=2, b=1)
    assert traced[3] is traced["c"] and traced.output is traced[6]
    assert repr(traced) == "Graph(two_paths: 6 nodes, 6 edges)"
    for wrong in (lambda: traced["z"], lambda: traced[7], lambda: traced.edge("a", "d")):
        with pytest.raises(CourseError, match="has no"):
            wrong()

    def twice(x):
        h = tf.tanh(x)
        h = tf.tanh(h)
        return h

    traced = graph.trace(twice, x=1.0)
    with pytest.raises(CourseError, match="2 nodes named 'h': ask for one by its number, 2, 3"):
        traced["h"]
    assert "h = tanh(h (node 2))" in str(traced)


# --- steps --------------------------------------------------------------------------------------------

def test_forward_steps_know_one_more_value_each():
    traced = graph.trace(two_paths, a=2, b=1)
    steps = list(traced.forward_steps())
    assert [len(step.values) for step in steps] == [1, 2, 3, 4, 5, 6] and not steps[-1].gradients
    assert steps[2].text == "c = add(a, b): 3"


def test_backward_steps_add_up_paths():
    traced = graph.trace(two_paths, a=2, b=1)
    steps = list(traced.backward_steps())
    assert [step.node.number for step in steps] == [6, 5, 3, 2, 1]
    of_b = [float(step.gradients.get(2, np.nan)) for step in steps[1:]]
    assert of_b == [3, 5, 5, 5], "b gets 3 over d, then 2 more over c"


# --- drawing ------------------------------------------------------------------------------------------

def sigmoid(t):
    return 1 / (1 + tf.exp(-t))


def small_network(x1, x2, w11, w12, w21, w22, v1, v2, y):
    h1, h2 = sigmoid(x1 * w11 + x2 * w12), sigmoid(x1 * w21 + x2 * w22)
    return (sigmoid(v1 * h1 + v2 * h2) - y) ** 2


NETWORK = dict(x1=1.0, x2=2.2, w11=0.3, w12=0.1, w21=-0.4, w22=0.5, v1=0.6, v2=-0.7, y=1.0)


def test_forty_nodes_in_two_seconds():
    graph.trace(two_paths, a=2, b=1).png()  # TensorFlow and Matplotlib are warm
    start = time.process_time()
    traced = graph.trace(small_network, **NETWORK)
    traced.png()
    assert len(traced.nodes) == 39 and time.process_time() - start < 2


def test_layers_run_from_left_to_right_and_nothing_overlaps():
    traced = graph.trace(small_network, **NETWORK)
    lines = layout.bands(traced)
    assert len(lines) == 2 and all(band.columns <= layout.COLUMNS for band in lines)
    drawn = [spot for band in lines for spot in band.places if isinstance(spot, int) and spot > 0]
    assert sorted(drawn) == [node.number for node in traced.nodes], "every node once"
    for band in lines:
        for route in band.routes.values():
            columns = [band.places[spot][0] for spot in route]
            assert columns == list(range(int(columns[0]), int(columns[-1]) + 1)), "one column after the other"
        by_column = {}
        for spot, (column, row) in band.places.items():
            by_column.setdefault(column, []).append((row, isinstance(spot, int)))
        for rows in by_column.values():
            for (above, first), (below, second) in zip(sorted(rows), sorted(rows)[1:], strict=False):
                assert below - above >= (1.0 if first and second else 0.5) - 2e-3
    assert sum(len(band.routes) for band in lines) == len(traced.edges)


CODE = """
import course, hashlib, tensorflow as tf
from course import graph
def f(x, w, b):
    h = tf.tanh(x @ w + b)
    return tf.reduce_mean(tf.where(h > 0, h, 0.1 * h) ** 2) + tf.reduce_sum(b * b)
traced = graph.trace(f, x=[[1, 2], [3, 4]], w=[[0.1, 0.2], [0.3, 0.4]], b=[0.0, 0.5])
print(hashlib.sha256((traced.svg() + str(traced)).encode() + traced.png()).hexdigest())
"""


def test_svg_png_and_text_are_the_same_in_every_run():
    import os

    prints = {subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True,
                             env=os.environ | {"PYTHONHASHSEED": seed, "MPLBACKEND": "agg"}).stdout
              for seed in ("1", "2")}
    assert len(prints) == 1 and len(prints.pop()) == 65


def test_the_svg_has_a_title_and_no_date():
    svg = graph.trace(squared_error, a=0.0, b=139.0).svg()
    assert ("<title>Computational graph of squared_error: multiply, add, subtract, power; output 196. "
            "Gradients that arrive: a −1624, b −28.") in svg
    assert "<dc:date>" not in svg and 'role="img"' in svg


def test_draw_shows_the_figure_with_its_alternative(monkeypatch):
    shown = []
    monkeypatch.setattr(plots, "show", lambda drawn, alt: (drawn.canvas.draw(), shown.append((drawn, alt))))
    traced = graph.trace(squared_error, a=0.0, b=139.0)
    traced.draw()
    texts = [text.get_text() for text in shown[0][0].axes[0].texts]
    assert {"−1624", "−28", "58", "196", "ax = 0", "a", "b"} <= set(texts) and "a −1624" in shown[0][1]
    steps = list(traced.backward_steps())
    traced.draw(steps[0])
    assert "−1624" not in [text.get_text() for text in shown[1][0].axes[0].texts]
    assert shown[1][1] == steps[0].text
    traced.draw(next(iter(traced.forward_steps())), alt="the beginning")
    assert "196" not in [text.get_text() for text in shown[2][0].axes[0].texts]
    assert shown[2][1] == "the beginning"


# --- errors -------------------------------------------------------------------------------------------

def long_loop(x):
    for _ in range(100):
        x = tf.sin(x)
    return x


def uses_numpy(x):
    return np.exp(x)


def rounds(x):
    near = tf.round(x)
    return 2.0 * near


@pytest.mark.parametrize("function, inputs, words", [
    (long_loop, {"x": 1.0}, "101 nodes, and more than 60 cannot be read: trace a smaller part"),
    (uses_numpy, {"x": 1.0},
     r"uses_numpy leaves TensorFlow in the line `return np.exp\(x\)`.*tf.exp for np.exp"),
    (lambda x: float(x) + 1, {"x": 1.0}, "leaves TensorFlow"),
    (lambda x: x.numpy(), {"x": 1.0}, "leaves TensorFlow"),
    (lambda x: 3.0, {"x": 1.0}, "returned a float .* no TensorFlow inside"),
    (lambda x: None, {"x": 1.0}, "returned nothing"),
    (lambda x: (x, x), {"x": 1.0}, "returned a tuple of 2: return one tensor"),
    (lambda x: tf.constant(2.0) * 3.0, {"x": 1.0}, "does not depend on its inputs"),
    (rounds, {"x": 1.2},
     "rounds is not differentiable at node 2, `near`, the result of round: no gradient passes"),
    (lambda x: tf.argmax(x), {"x": [1.0, 2.0]},
     "not differentiable at node 2, argmax: it holds int64 values"),
    (lambda x: tf.stop_gradient(x) * 2.0, {"x": 1.0}, "not differentiable at node 2, stop gradient"),
    (lambda x: x * 2, {"x": np.array([1, 2])}, "holds int64 values"),
    (lambda x: 2.0 * tf.cast(tf.cast(x, tf.int32), tf.float32), {"x": 1.5},
     "not differentiable at node 2, cast"),
    (lambda x: tf.cast(x, tf.float32) * 2.0, {"x": np.array([1])}, "none of its inputs is a float"),
    (squared_error, {"a": 1.0}, "was given a: missing a required argument: 'b'. Name each input"),
    (squared_error, {"a": 1.0, "b": 2.0, "c": 3.0}, "unexpected keyword argument 'c'"),
])
def test_errors_are_one_sentence(function, inputs, words):
    with pytest.raises(CourseError, match=words) as caught:
        graph.trace(function, **inputs)
    assert "\n" not in str(caught.value)


def test_what_the_function_itself_raises_is_not_touched():
    def stub(x):
        raise NotImplementedError("exercise: stub")

    with pytest.raises(NotImplementedError, match="^exercise: stub$"):
        graph.trace(stub, x=1.0)


def test_an_error_leaves_no_trace_function_and_no_eager_setting_behind():
    before = sys.gettrace()
    with pytest.raises(CourseError):
        graph.trace(uses_numpy, x=1.0)
    assert sys.gettrace() is before and not tf.config.functions_run_eagerly()


def test_importing_it_imports_neither_tensorflow_nor_matplotlib():
    code = ("import course.graph, sys; print([m in sys.modules "
            "for m in ('tensorflow', 'keras', 'matplotlib', 'networkx', 'scipy')])")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == str([False] * 5)
