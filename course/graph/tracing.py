"""Runs a function once inside a `tf.function`, and reads graph, values and gradients off it.

TensorFlow does all the work: the graph is the concrete graph of a `tf.function`, and the gradient of the
output with respect to every tensor in it comes from one `GradientTape`. This module asks for them together
and leaves out what a reader need not see (axis numbers, shapes, copies).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from course.errors import CourseError
from course.graph import calling, local, operations
from course.graph.names import Names
from course.graph.picture import Graph
from course.graph.structure import Edge, Node

LARGEST = 60
"""A graph of more nodes than this is refused: nobody could read it."""


def trace(function: Callable, /, **inputs: Any) -> Graph:
    """Call ``function(**inputs)`` once and return its computational graph.

    An input is a number, a list, an array, a tensor or a variable; anything else is handed over as it is.
    Numbers and lists of numbers become tensors of floats (float64 where another input is float64, else
    float32), arrays keep their type. The function returns one tensor. Where that holds several numbers, the
    gradients are those of their sum. It may use constants, variables and functions from outside.

    Raises `CourseError` where the function leaves TensorFlow, returns no tensor, makes more than `LARGEST`
    nodes, or lets no gradient through. What the function itself raises is not caught.
    """
    import tensorflow as tf

    title = getattr(function, "__name__", type(function).__name__).replace("<lambda>", "function")
    function = getattr(function, "python_function", function)  # a tf.function would come out as a single node
    calling.check_call(function, inputs, title)
    arguments = calling.as_tensors(inputs)
    with calling.leaving_tensorflow_in_one_sentence(title), calling.functions_in_functions_opened():
        try:
            return _Recorder(title).run(function, arguments)
        except tf.errors.OperatorNotAllowedInGraphError:
            # Python's `if` or `for` on a tensor: let AutoGraph rewrite it
            return _Recorder(title).run(tf.autograph.to_graph(function), arguments)


class _Recorder:
    """Traces one function. A key, the name of a tensor in TensorFlow's graph, stands for one node."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.names = Names()
        self.inputs: dict[Any, str] = {}  # name of each input by its placeholder's key or its variable's id
        # placeholder's key → the tensor or variable outside that it stands for
        self.captured: dict[str, Any] = {}
        self.tensors: dict[str, Any] = {}  # key → tensor in the graph
        self.visible: set[str] = set()
        self.parents: dict[str, list[str]] = {}

    def run(self, function: Callable, arguments: dict[str, Any]) -> Graph:
        import tensorflow as tf

        given = {name: argument for name, argument in arguments.items() if isinstance(argument, tf.Tensor)}
        self.inputs = {id(calling.variable_of(argument)): name
                       for name, argument in arguments.items() if calling.variable_of(argument) is not None}

        def body(*placeholders: Any) -> Any:
            self.inputs |= {placeholder.name: name
                            for placeholder, name in zip(placeholders, given, strict=True)}
            with tf.GradientTape() as tape:
                tape.watch([placeholder for placeholder in placeholders if placeholder.dtype.is_floating])
                with self.names:
                    output = function(**(arguments | dict(zip(given, placeholders, strict=True))))
            self._read(calling.one_tensor(output, self.title), tape.watched_variables())
            return self._ask(tape)

        specs = [tf.TensorSpec(tensor.shape, tensor.dtype) for tensor in given.values()]
        concrete = tf.function(body, autograph=False).get_concrete_function(*specs)
        return self._graph(*tf.nest.map_structure(np.array, concrete(*given.values())))

    def _read(self, output: Any, watched: Iterable[Any]) -> None:
        """Find the nodes, from the output back to the leaves;
        afterwards `parents` has them in order of computation."""
        graph = output.graph
        variables = {id(variable.handle): variable for variable in (*graph.variables, *watched)}
        for outside, inside in graph.captures:
            self.captured[inside.name] = variables.get(id(outside), outside)
        made = graph.get_operations()
        for operation in made:
            inputs_seen = any(self._key(tensor) in self.visible for tensor in operation.inputs)
            for tensor in operation.outputs:
                self.tensors[tensor.name] = tensor
                if tensor.dtype.is_floating or tensor.dtype == "resource" or tensor.name in self.inputs or (
                        inputs_seen and operation.type not in operations.SHAPE_QUESTIONS):
                    self.visible.add(tensor.name)
        found, waiting = {}, [self._key(output)]
        while waiting:
            key = waiting.pop()
            if key not in found:
                found[key] = self._find_parents(key)
                waiting += found[key]
        if len(found) > LARGEST:
            raise CourseError(f"{self.title} makes a graph of {len(found)} nodes, "
                              f"and more than {LARGEST} cannot be read: trace a smaller part of it, "
                              "such as one layer or fewer turns of a loop, or put your numbers into vectors.")
        order = [tensor.name for operation in made for tensor in operation.outputs]
        self.parents = {key: found[key] for key in order if key in found}

    def _key(self, tensor: Any) -> str:
        """The node a tensor belongs to: itself, or the one it is a mere copy of."""
        while tensor.op.type in operations.PASS_THROUGH and not local.has_custom_gradient(tensor.op):
            tensor = tensor.op.inputs[0]
        return tensor.name

    def _find_parents(self, key: str) -> list[str]:
        import tensorflow as tf

        operation = self.tensors[key].op
        tensors = list(operation.inputs)
        if local.has_custom_gradient(operation):  # its inputs include its own results, which get no gradient
            slopes = tf.gradients(list(operation.outputs), tensors, stop_gradients=tensors)
            tensors = [tensor for tensor, slope in zip(tensors, slopes, strict=True) if slope is not None]
        keys = map(self._key, tensors)
        return list(dict.fromkeys(key for key in keys if key in self.visible))

    def _ask(self, tape: Any) -> tuple:
        """What to compute: values, gradients, the hidden arguments of operations,
        and flows `local` cannot find."""
        import tensorflow as tf

        sources = {key: self._source(key) for key in self.parents}
        floats = {key: source for key, source in sources.items() if source.dtype.is_floating}
        output = self.tensors[next(reversed(self.parents))]
        if not output.dtype.is_floating:
            self._refuse(next(reversed(self.parents)),
                         f"it holds {output.dtype.name} values, which have no slope")
        try:
            found = dict(zip(floats, tape.gradient(output, list(floats.values())), strict=True))
        except LookupError as error:
            raise CourseError(f"{self.title} is not differentiable: TensorFlow knows no gradient for one "
                              f"of its operations ({error}).") from None
        gradients = {key: tf.convert_to_tensor(gradient)
                     for key, gradient in found.items() if gradient is not None}
        self._check_gradients(set(gradients))
        values = {key: tf.convert_to_tensor(source) for key, source in sources.items()}
        arguments = {tensor.name: tensor for key in self.parents for tensor in self.tensors[key].op.inputs
                     if tensor.dtype not in (tf.resource, tf.variant)}
        flows = {key: self._flows(key, gradients)
                 for key in self.parents if key in gradients and not self._can_run(key)}
        return values, gradients, arguments, flows

    def _source(self, key: str) -> Any:
        """The tensor of a node, or the variable it is."""
        outside = self.captured.get(key)
        return outside if calling.variable_of(outside) is not None else self.tensors[key]

    def _can_run(self, key: str) -> bool:
        return not self.parents[key] or local.can_run(self.tensors[key].op)

    def _flows(self, key: str, gradients: dict[str, Any]) -> dict[str, tuple]:
        """Flow and, for a single number, local gradient to each parent of an operation that cannot be
        run alone."""
        import tensorflow as tf

        wanted = [parent for parent in self.parents[key] if parent in gradients]
        reads = {self._key(tensor): tensor for tensor in self.tensors[key].op.inputs}
        tensors, result = [reads[parent] for parent in wanted], self.tensors[key]
        flows = tf.gradients(result, tensors, grad_ys=gradients[key], stop_gradients=tensors)
        slopes = [None] * len(wanted)
        if result.shape.num_elements() == 1:
            slopes = tf.gradients(result, tensors, stop_gradients=tensors)
        return {parent: tuple(part for part in pair if part is not None)
                for parent, *pair in zip(wanted, flows, slopes, strict=True)}

    def _check_gradients(self, arrived: set[str]) -> None:
        """Refuse a graph in which no gradient arrives at any input or variable,
        and name the node that stops it."""
        leaves = [key for key in self.parents if self._kind(key) in ("input", "variable")]
        if not leaves:
            raise CourseError(f"{self.title} does not depend on its inputs: "
                              "the result would be the same for any others. Use them inside.")
        if arrived & set(leaves):
            return
        floats = [key for key in leaves if self._source(key).dtype.is_floating]
        depends = set(leaves)
        for key, parents in self.parents.items():
            if depends & set(parents):
                depends.add(key)
        inner = [key for key in self.parents if key in depends and self.parents[key]]
        blocking = [key for key in inner if self.tensors[key].op.type == "StopGradient"
                    or not self.tensors[key].dtype.is_floating]
        ends = [key for key in inner if key in arrived and not arrived & depends & set(self.parents[key])]
        if floats and (blocking or ends):
            self._refuse((blocking or ends)[-1], "no gradient passes through it")
        raise CourseError(f"{self.title} is not differentiable: none of its inputs is a float. "
                          "Pass numbers with a decimal point.")

    def _refuse(self, key: str, why: str) -> None:
        number = list(self.parents).index(key) + 1
        name = self._name(key)
        called = f"`{name}`, the result of " if name else ""
        raise CourseError(f"{self.title} is not differentiable at node {number}, "
                          f"{called}{self._operation(key)}: {why}. Trace only the part before it, "
                          "or put a differentiable operation in its place.")

    def _graph(self, values: dict, gradients: dict, arguments: dict, flows: dict) -> Graph:
        numbers = {key: number for number, key in enumerate(self.parents, start=1)}
        nodes = tuple(
            Node(number, self._name(key), self._operation(key), values[key], gradients.get(key),
                 operations.detail(self.tensors[key].op) if self.parents[key] else "")
            for key, number in numbers.items()
        )
        edges = []
        for key, parents in self.parents.items():
            found = self._local(key, values, gradients, arguments, flows)
            for parent in parents:
                flow, jacobian = found.get(parent, (None, None))
                edges.append(Edge(numbers[parent], numbers[key], values[key].shape + values[parent].shape,
                                  jacobian, flow))
        return Graph(self.title, nodes, tuple(edges))

    def _local(self, key: str, values: dict, gradients: dict, arguments: dict,
               flows: dict) -> dict[str, tuple]:
        """Flow and Jacobian (each may be `None`) from one node to each parent that takes part in the
        backward pass."""
        import tensorflow as tf

        tensor = self.tensors[key]
        wanted = [parent for parent in self.parents[key] if parent in gradients and key in gradients]
        if not wanted:
            return {}
        if key in flows:
            shape = values[key].shape
            return {parent: (pair[0], pair[1].reshape(shape + pair[1].shape) if len(pair) > 1 else None)
                    for parent, pair in flows[key].items() if pair}
        sources = {parent: (self._source(parent) if self._holds_handle(parent, tensor.op)
                            else tf.constant(values[parent]))
                   for parent in wanted}
        concrete = []
        for argument in tensor.op.inputs:
            source = sources.get(self._key(argument))
            if argument.dtype == tf.resource:
                source = self.captured[argument.name].handle
            concrete.append(tf.constant(arguments[argument.name]) if source is None else source)
        incoming = gradients[key]
        found = local.gradients(tensor.op, tensor.value_index, concrete, list(sources.values()), incoming)
        return dict(zip(wanted, found, strict=True))

    def _holds_handle(self, key: str, operation: Any) -> bool:
        """Whether the operation takes the variable itself, not what was read from it."""
        return any(tensor.dtype == "resource" and tensor.name == key for tensor in operation.inputs)

    def _kind(self, key: str) -> str | None:
        """Input, variable or constant for a leaf, `None` for an operation."""
        outside = self.captured.get(key)
        if key in self.inputs or id(calling.variable_of(outside)) in self.inputs:
            return "input"
        if calling.variable_of(outside) is not None:
            return "variable"
        return "constant" if outside is not None or self.tensors[key].op.type == "Const" else None

    def _operation(self, key: str) -> str:
        return self._kind(key) or operations.word(self.tensors[key].op)

    def _name(self, key: str) -> str | None:
        """What the student calls it: as an input, with ``name=``, by a Python variable; in this order."""
        import tensorflow as tf

        outside = self.captured.get(key)
        variable = calling.variable_of(outside)
        if self._kind(key) == "input":
            return self.inputs.get(key) or self.inputs[id(variable)]
        if variable is not None:
            own = variable.name.split(":")[0].split("/")[-1]
            return self.names.of(variable) or (None if own == "Variable" else own)
        if outside is not None:
            return self.names.of(outside)
        if self._kind(key) == "constant":
            name = self.names.of_array(tf.get_static_value(self.tensors[key]))
            if name:
                return name
        copies = (self.names.of(tensor) for tensor in self.tensors.values() if self._key(tensor) == key)
        return operations.given_name(self.tensors[key].op) or next((name for name in copies if name), None)
