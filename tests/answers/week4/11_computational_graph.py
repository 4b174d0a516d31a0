"""Right and wrong answers to the exercises of week4/11_computational_graph."""

from autograder.trials.bank import Bank

bank = Bank("week4/11_computational_graph")

# --- knit

bank.right("knit", "operator @", """
    # exercise: knit
    def knit(m1, m2):
        return 10 * (tf.constant(m1) @ tf.constant(m2))
    """)
bank.right("knit", "scaled first, float64", """
    # exercise: knit
    def knit(m1, m2):
        return tf.matmul(10.0 * tf.cast(m1, tf.float64), tf.cast(m2, tf.float64))
    """)
bank.right("knit", "NumPy loops", """
    # exercise: knit
    def knit(m1, m2):
        m1, m2 = np.array(m1), np.array(m2)
        result = np.zeros((m1.shape[0], m2.shape[1]))
        for i in range(m1.shape[0]):
            for j in range(m2.shape[1]):
                result[i, j] = 10 * sum(m1[i, k] * m2[k, j] for k in range(m1.shape[1]))
        return result
    """)
bank.wrong("knit", "product entry by entry", """
    # exercise: knit
    def knit(m1, m2):
        return 10 * tf.multiply(m1, m2)
    """)
bank.wrong("knit", "other order", """
    # exercise: knit
    def knit(m1, m2):
        return 10 * tf.matmul(m2, m1)
    """)
bank.wrong("knit", "factor forgotten", """
    # exercise: knit
    def knit(m1, m2):
        return tf.matmul(m1, m2)
    """)
bank.wrong("knit", "ten on both matrices", """
    # exercise: knit
    def knit(m1, m2):
        return tf.matmul(10 * tf.constant(m1), 10 * tf.constant(m2))
    """)
bank.wrong("knit", "literal", """
    # exercise: knit
    def knit(m1, m2):
        return tf.constant([[120.0]])
    """)

# --- number_of_traces

bank.right("number_of_traces", "set", """
    # exercise: number_of_traces
    def number_of_traces(calls):
        return len({tuple(map(str, call)) for call in calls})
    """)
bank.right("number_of_traces", "two lists in a loop", """
    # exercise: number_of_traces
    def number_of_traces(calls):
        tensors, numbers = [], []
        for call in calls:
            if call[0] == "tensor":
                if [call[1], call[2]] not in tensors:
                    tensors.append([call[1], call[2]])
            elif call[1] not in numbers:
                numbers.append(call[1])
        return len(tensors) + len(numbers)
    """)
bank.wrong("number_of_traces", "every call", """
    # exercise: number_of_traces
    def number_of_traces(calls):
        return len(calls)
    """)
bank.wrong("number_of_traces", "one graph for everything", """
    # exercise: number_of_traces
    def number_of_traces(calls):
        return 1 if calls else 0
    """)
bank.wrong("number_of_traces", "Python numbers share one graph", """
    # exercise: number_of_traces
    def number_of_traces(calls):
        return len({str(call) if call[0] == "tensor" else "python" for call in calls})
    """)
bank.wrong("number_of_traces", "type of a tensor ignored", """
    # exercise: number_of_traces
    def number_of_traces(calls):
        return len({str(call[2]) if call[0] == "tensor" else str(call[1]) for call in calls})
    """)
bank.wrong("number_of_traces", "shape of a tensor ignored", """
    # exercise: number_of_traces
    def number_of_traces(calls):
        return len({str(call[1]) for call in calls})
    """)
bank.wrong("number_of_traces", "only a change from the call before", """
    # exercise: number_of_traces
    def number_of_traces(calls):
        return sum(at == 0 or calls[at] != calls[at - 1] for at in range(len(calls)))
    """)

# --- forward

bank.right("forward", "copy and loop", """
    # exercise: forward
    def forward(nodes, inputs):
        values = inputs.copy()
        for node in nodes:
            numbers = [values[argument] for argument in node[2]]
            values[node[0]] = OPERATIONS[node[1]](*numbers)
        return values
    """)
bank.right("forward", "own operations, NumPy float64", """
    # exercise: forward
    def forward(nodes, inputs):
        values = {name: np.float64(number) for name, number in inputs.items()}
        for name, operation, arguments in nodes:
            first, second = values[arguments[0]], values[arguments[-1]]
            if operation == "add": values[name] = first + second
            elif operation == "subtract": values[name] = first - second
            elif operation == "multiply": values[name] = first * second
            elif operation == "divide": values[name] = first / second
            elif operation == "exp": values[name] = np.exp(first)
            else: values[name] = np.log(first)
        return values
    """)
bank.right("forward", "TensorFlow float32", """
    # exercise: forward
    def forward(nodes, inputs):
        table = dict(add=tf.add, subtract=tf.subtract, multiply=tf.multiply, divide=tf.divide, exp=tf.exp, log=tf.math.log)
        values = {name: tf.constant(number, tf.float32) for name, number in inputs.items()}
        for name, operation, arguments in nodes:
            values[name] = table[operation](*[values[one] for one in arguments])
        return values
    """)
bank.wrong("forward", "inputs changed", """
    # exercise: forward
    def forward(nodes, inputs):
        for name, operation, arguments in nodes:
            inputs[name] = OPERATIONS[operation](*(inputs[one] for one in arguments))
        return inputs
    """)
bank.wrong("forward", "inputs not in the result", """
    # exercise: forward
    def forward(nodes, inputs):
        values = dict(inputs)
        for name, operation, arguments in nodes:
            values[name] = OPERATIONS[operation](*(values[one] for one in arguments))
        return {name: values[name] for name, _, _ in nodes}
    """)
bank.wrong("forward", "arguments exchanged", """
    # exercise: forward
    def forward(nodes, inputs):
        values = dict(inputs)
        for name, operation, arguments in nodes:
            values[name] = OPERATIONS[operation](*(values[one] for one in reversed(arguments)))
        return values
    """)
bank.wrong("forward", "two arguments for every operation", """
    # exercise: forward
    def forward(nodes, inputs):
        values = dict(inputs)
        for name, operation, (first, second) in nodes:
            values[name] = OPERATIONS[operation](values[first], values[second])
        return values
    """)
bank.wrong("forward", "only the last value", """
    # exercise: forward
    def forward(nodes, inputs):
        values = dict(inputs)
        for name, operation, arguments in nodes:
            values[name] = OPERATIONS[operation](*(values[one] for one in arguments))
        return values[name]
    """)

# --- backward

bank.right("backward", "loop over positions", """
    # exercise: backward
    def backward(nodes, values):
        gradients = {name: 0.0 for name in values}
        gradients[nodes[-1][0]] = 1.0
        for at in range(len(nodes) - 1, -1, -1):
            name, operation, arguments = nodes[at]
            slopes = LOCAL[operation](*[values[one] for one in arguments])
            for k in range(len(arguments)):
                gradients[arguments[k]] = gradients[arguments[k]] + gradients[name] * slopes[k]
        return gradients
    """)
bank.right("backward", "recursive: each node asks its users", """
    # exercise: backward
    def backward(nodes, values):
        def gradient(of):
            if of == nodes[-1][0]:
                return np.float32(1.0)
            total = np.float32(0.0)
            for name, operation, arguments in nodes:
                slopes = LOCAL[operation](*[values[one] for one in arguments])
                for argument, slope in zip(arguments, slopes):
                    if argument == of:
                        total += gradient(name) * slope
            return total
        return {name: gradient(name) for name in values}
    """)
bank.right("backward", "TensorFlow's tape", """
    # exercise: backward
    def backward(nodes, values):
        table = dict(add=tf.add, subtract=tf.subtract, multiply=tf.multiply, divide=tf.divide, exp=tf.exp, log=tf.math.log)
        made = {name for name, _, _ in nodes}
        known = {name: tf.Variable(number, dtype=tf.float64) for name, number in values.items() if name not in made}
        with tf.GradientTape() as tape:
            for name, operation, arguments in nodes:
                known[name] = table[operation](*[known[one] for one in arguments])
        found = tape.gradient(known[nodes[-1][0]], known)
        return {name: 0.0 if slope is None else slope for name, slope in found.items()}
    """)
bank.wrong("backward", "the values used up, node by node", """
    # exercise: backward
    def backward(nodes, values):
        gradients = dict.fromkeys(values, 0.0)
        gradients[nodes[-1][0]] = 1.0
        for name, operation, arguments in reversed(nodes):
            slopes = LOCAL[operation](*(values[argument] for argument in arguments))
            values.pop(name)
            for argument, slope in zip(arguments, slopes):
                gradients[argument] += gradients[name] * slope
        return gradients
""")
bank.wrong("backward", "overwrites instead of adding", """
    # exercise: backward
    def backward(nodes, values):
        gradients = dict.fromkeys(values, 0.0)
        gradients[nodes[-1][0]] = 1.0
        for name, operation, arguments in reversed(nodes):
            for argument, slope in zip(arguments, LOCAL[operation](*(values[one] for one in arguments))):
                gradients[argument] = gradients[name] * slope
        return gradients
    """, points=1)
bank.wrong("backward", "from the front", """
    # exercise: backward
    def backward(nodes, values):
        gradients = dict.fromkeys(values, 0.0)
        gradients[nodes[-1][0]] = 1.0
        for name, operation, arguments in nodes:
            for argument, slope in zip(arguments, LOCAL[operation](*(values[one] for one in arguments))):
                gradients[argument] += gradients[name] * slope
        return gradients
    """)
bank.wrong("backward", "no gradient 1 at the start", """
    # exercise: backward
    def backward(nodes, values):
        gradients = dict.fromkeys(values, 0.0)
        for name, operation, arguments in reversed(nodes):
            for argument, slope in zip(arguments, LOCAL[operation](*(values[one] for one in arguments))):
                gradients[argument] += gradients[name] * slope
        return gradients
    """)
bank.wrong("backward", "local gradients only", """
    # exercise: backward
    def backward(nodes, values):
        gradients = dict.fromkeys(values, 0.0)
        gradients[nodes[-1][0]] = 1.0
        for name, operation, arguments in reversed(nodes):
            for argument, slope in zip(arguments, LOCAL[operation](*(values[one] for one in arguments))):
                gradients[argument] += slope
        return gradients
    """)
bank.wrong("backward", "the worked example as literal", """
    # exercise: backward
    def backward(nodes, values):
        return {"e": 1, "c": 2, "d": 3, "a": 2, "b": 5, "one": 3}
    """, points=2)
bank.wrong("backward", "a product keeps its own factor", """
    # exercise: backward
    def backward(nodes, values):
        gradients = dict.fromkeys(values, 0.0)
        gradients[nodes[-1][0]] = 1.0
        for name, operation, arguments in reversed(nodes):
            slopes = LOCAL[operation](*(values[one] for one in arguments))
            if operation == "multiply":
                slopes = [values[one] for one in arguments]
            for argument, slope in zip(arguments, slopes):
                gradients[argument] += gradients[name] * slope
        return gradients
    """, points=1)

# --- factored

bank.right("factored", "np.prod of sums", """
    # exercise: factored
    def factored(layers):
        return np.prod([np.sum(edges) for edges in layers])
    """)
bank.right("factored", "TensorFlow float32, from the front", """
    # exercise: factored
    def factored(layers):
        derivative = tf.constant(1.0)
        for edges in layers:
            derivative *= tf.reduce_sum(tf.constant(edges, dtype=tf.float32))
        return derivative
    """)
bank.right("factored", "edge by edge", """
    # exercise: factored
    def factored(layers):
        arrived = 1.0
        for edges in layers[::-1]:
            total = 0.0
            for slope in edges:
                total += slope * arrived
            arrived = total
        return arrived
    """)
bank.wrong("factored", "the layers taken from the list", """
    # exercise: factored
    def factored(layers):
        derivative = 1.0
        while layers:
            derivative *= sum(layers.pop())
        return derivative
""")
bank.wrong("factored", "sum of products within a layer", """
    # exercise: factored
    def factored(layers):
        return sum(math.prod(edges) for edges in layers)
    """)
bank.wrong("factored", "product of everything", """
    # exercise: factored
    def factored(layers):
        return math.prod(math.prod(edges) for edges in layers)
    """)
bank.wrong("factored", "sum of sums", """
    # exercise: factored
    def factored(layers):
        return sum(sum(edges) for edges in layers)
    """)
bank.wrong("factored", "first and last layer only", """
    # exercise: factored
    def factored(layers):
        return sum(layers[0]) * sum(layers[-1])
    """)
bank.wrong("factored", "edges side by side only", """
    # exercise: factored
    def factored(layers):
        return sum(math.prod(path) for path in zip(*layers))
    """)

# --- forward_mode

bank.right("forward_mode", "loop", """
    # exercise: forward_mode
    def forward_mode(nodes, values, which):
        derivatives = {name: 1.0 if name == which else 0.0 for name in values}
        for name, operation, arguments in nodes:
            slopes = LOCAL[operation](*[values[one] for one in arguments])
            derivatives[name] = 0.0
            for k, argument in enumerate(arguments):
                derivatives[name] += slopes[k] * derivatives[argument]
        return derivatives
    """)
bank.right("forward_mode", "np.dot, float32", """
    # exercise: forward_mode
    def forward_mode(nodes, values, which):
        derivatives = {name: np.float32(name == which) for name in values}
        for name, operation, arguments in nodes:
            slopes = np.array(LOCAL[operation](*[values[one] for one in arguments]), dtype=np.float32)
            derivatives[name] = np.dot(slopes, [derivatives[one] for one in arguments])
        return derivatives
    """)
bank.wrong("forward_mode", "product instead of sum over the arguments", """
    # exercise: forward_mode
    def forward_mode(nodes, values, which):
        derivatives = {name: 1.0 if name == which else 0.0 for name in values}
        for name, operation, arguments in nodes:
            slopes = LOCAL[operation](*[values[one] for one in arguments])
            derivatives[name] = math.prod(slope * derivatives[one] for slope, one in zip(slopes, arguments))
        return derivatives
    """)
bank.wrong("forward_mode", "local gradients forgotten", """
    # exercise: forward_mode
    def forward_mode(nodes, values, which):
        derivatives = {name: 1.0 if name == which else 0.0 for name in values}
        for name, operation, arguments in nodes:
            derivatives[name] = sum(derivatives[one] for one in arguments)
        return derivatives
    """)
bank.wrong("forward_mode", "every input counts as chosen", """
    # exercise: forward_mode
    def forward_mode(nodes, values, which):
        derivatives = dict.fromkeys(values, 1.0)
        for name, operation, arguments in nodes:
            slopes = LOCAL[operation](*[values[one] for one in arguments])
            derivatives[name] = sum(slope * derivatives[one] for slope, one in zip(slopes, arguments))
        return derivatives
    """)
bank.wrong("forward_mode", "only the first argument", """
    # exercise: forward_mode
    def forward_mode(nodes, values, which):
        derivatives = {name: 1.0 if name == which else 0.0 for name in values}
        for name, operation, arguments in nodes:
            slopes = LOCAL[operation](*[values[one] for one in arguments])
            derivatives[name] = slopes[0] * derivatives[arguments[0]]
        return derivatives
    """)
bank.wrong("forward_mode", "reverse mode once more", """
    # exercise: forward_mode
    def forward_mode(nodes, values, which):
        return backward(nodes, values)
    """)


# What no check has to notice
bank.argued("number_of_traces", "rounded", because="the result is a whole number")
