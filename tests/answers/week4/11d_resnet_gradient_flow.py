"""Answers to the lesson on residual networks. Nothing a check looks at is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week4/11d_resnet_gradient_flow")

# --- chain_slopes

bank.right("chain_slopes", "a loop", '''
    # exercise: chain_slopes
    def chain_slopes(slopes):
        plain, residual = 1.0, 1.0
        for slope in slopes:
            plain *= slope
            residual *= 1 + slope
        return plain, residual
''')
bank.right("chain_slopes", "TensorFlow, float32, one tensor", '''
    # exercise: chain_slopes
    def chain_slopes(slopes):
        slopes = tf.cast(slopes, tf.float32)
        return tf.stack([tf.reduce_prod(slopes), tf.reduce_prod(slopes + 1)])
''')
bank.wrong("chain_slopes", "one plus the product", '''
    # exercise: chain_slopes
    def chain_slopes(slopes):
        return np.prod(slopes), 1 + np.prod(slopes)
''')
bank.wrong("chain_slopes", "only the sum of the paths with one branch", '''
    # exercise: chain_slopes
    def chain_slopes(slopes):
        return np.prod(slopes), 1 + np.sum(slopes)
''')
bank.wrong("chain_slopes", "sums instead of products", '''
    # exercise: chain_slopes
    def chain_slopes(slopes):
        return np.sum(slopes), np.sum(1 + slopes)
''')
bank.wrong("chain_slopes", "the worked example as literals", '''
    # exercise: chain_slopes
    def chain_slopes(slopes):
        return 0.25, 2.25
''')

# --- two_paths

bank.right("two_paths", "a tape over both inputs of the add node, float64", '''
    # exercise: two_paths
    def two_paths(x, W, upstream):
        over, through = tf.constant(x), tf.constant(x)
        with tf.GradientTape() as tape:
            tape.watch([over, through])
            out = over + tf.nn.relu(through @ tf.constant(W))
        return tape.gradient(out, [over, through], output_gradients=tf.constant(upstream))
''')
bank.right("two_paths", "example by example, with a diagonal matrix", '''
    # exercise: two_paths
    def two_paths(x, W, upstream):
        through = []
        for row, up in zip(x, upstream):
            gates = np.diag((row @ W > 0).astype(float))
            through.append(W @ gates @ up)
        return upstream, np.array(through)
''')
bank.wrong("two_paths", "the gradient shared out, half to each path", '''
    # exercise: two_paths
    def two_paths(x, W, upstream):
        return upstream / 2, (upstream / 2 * (x @ W > 0)) @ W.T
''')
bank.wrong("two_paths", "the gate forgotten", '''
    # exercise: two_paths
    def two_paths(x, W, upstream):
        return upstream, upstream @ W.T
''', points=1)
bank.wrong("two_paths", "W not transposed", '''
    # exercise: two_paths
    def two_paths(x, W, upstream):
        return upstream, (upstream * (x @ W > 0)) @ W
''', points=2)
bank.wrong("two_paths", "the total gradient as the second one", '''
    # exercise: two_paths
    def two_paths(x, W, upstream):
        return upstream, upstream + (upstream * (x @ W > 0)) @ W.T
''', points=1)
bank.wrong("two_paths", "gate looks at x instead of x W", '''
    # exercise: two_paths
    def two_paths(x, W, upstream):
        return upstream, (upstream @ W.T) * (x > 0)
''', points=1)

# --- residual_block

bank.right("residual_block", "plain operators on Keras tensors", '''
    # exercise: residual_block
    def residual_block(width, scale):
        x = keras.Input(shape=(width,))
        f = keras.layers.ReLU()(keras.layers.Dense(width)(x))
        return keras.Model(inputs=x, outputs=x + scale * f)
''')
bank.right("residual_block", "keras.layers.add and an Activation layer", '''
    # exercise: residual_block
    def residual_block(width, scale):
        inputs = keras.layers.Input((width,))
        branch = keras.layers.Activation("relu")(keras.layers.Dense(width, name="weights")(inputs))
        branch = keras.layers.Rescaling(scale)(branch)
        return keras.Model(inputs, keras.layers.add([branch, inputs]))
''')
bank.wrong("residual_block", "the shortcut is missing", '''
    # exercise: residual_block
    def residual_block(width, scale):
        x = keras.layers.Input((width,))
        return keras.Model(x, keras.layers.Rescaling(scale)(keras.layers.Dense(width, activation="relu")(x)))
''', points=1)
bank.wrong("residual_block", "ReLU after the addition", '''
    # exercise: residual_block
    def residual_block(width, scale):
        x = keras.layers.Input((width,))
        branch = keras.layers.Rescaling(scale)(keras.layers.Dense(width)(x))
        return keras.Model(x, keras.layers.ReLU()(keras.layers.Add()([x, branch])))
''', points=1)
bank.wrong("residual_block", "concatenated instead of added", '''
    # exercise: residual_block
    def residual_block(width, scale):
        x = keras.layers.Input((width,))
        branch = keras.layers.Rescaling(scale)(keras.layers.Dense(width, activation="relu")(x))
        return keras.Model(x, keras.layers.Concatenate()([x, branch]))
''')
bank.wrong("residual_block", "the sum is scaled, not the branch", '''
    # exercise: residual_block
    def residual_block(width, scale):
        x = keras.layers.Input((width,))
        branch = keras.layers.Dense(width, activation="relu")(x)
        return keras.Model(x, keras.layers.Rescaling(scale)(keras.layers.Add()([x, branch])))
''', points=1)
bank.wrong("residual_block", "no bias", '''
    # exercise: residual_block
    def residual_block(width, scale):
        x = keras.layers.Input((width,))
        branch = keras.layers.Dense(width, activation="relu", use_bias=False)(x)
        return keras.Model(x, keras.layers.Add()([x, keras.layers.Rescaling(scale)(branch)]))
''')

# --- deep_net

bank.right("deep_net", "functional, without residual_block", '''
    # exercise: deep_net
    def deep_net(inputs, depth, width, classes, residual, scale):
        start = keras.Input((inputs,))
        h = keras.layers.Dense(width, activation="relu")(start)
        for _ in range(depth):
            f = keras.layers.Dense(width, activation="relu")(h)
            h = keras.layers.Add()([h, keras.layers.Rescaling(scale)(f)]) if residual else f
        return keras.Model(start, keras.layers.Dense(classes)(h))
''')
bank.right("deep_net", "Sequential with add, operators for the blocks", '''
    # exercise: deep_net
    def deep_net(inputs, depth, width, classes, residual, scale):
        model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(width), keras.layers.ReLU()])
        for number in range(depth):
            if residual:
                model.add(residual_block(width, scale))
            else:
                model.add(keras.layers.Dense(width))
                model.add(keras.layers.Activation("relu"))
        model.add(keras.layers.Dense(classes, activation=None))
        return model
''')
bank.wrong("deep_net", "the same block used again and again: shared weights", '''
    # exercise: deep_net
    def deep_net(inputs, depth, width, classes, residual, scale):
        start = keras.Input((inputs,))
        h = keras.layers.Dense(width, activation="relu")(start)
        layer = residual_block(width, scale) if residual else keras.layers.Dense(width, activation="relu")
        for _ in range(depth):
            h = layer(h)
        return keras.Model(start, keras.layers.Dense(classes)(h))
''')
bank.wrong("deep_net", "softmax at the end instead of logits", '''
    # exercise: deep_net
    def deep_net(inputs, depth, width, classes, residual, scale):
        layers = [keras.layers.Input((inputs,)), keras.layers.Dense(width, activation="relu")]
        for _ in range(depth):
            layers.append(residual_block(width, scale) if residual else keras.layers.Dense(width, activation="relu"))
        return keras.Sequential([*layers, keras.layers.Dense(classes, activation="softmax")])
''', points=1)
bank.wrong("deep_net", "always residual", '''
    # exercise: deep_net
    def deep_net(inputs, depth, width, classes, residual, scale):
        layers = [keras.layers.Input((inputs,)), keras.layers.Dense(width, activation="relu")]
        layers += [residual_block(width, scale) for _ in range(depth)]
        return keras.Sequential([*layers, keras.layers.Dense(classes)])
''', points=3)
bank.wrong("deep_net", "one block too few", '''
    # exercise: deep_net
    def deep_net(inputs, depth, width, classes, residual, scale):
        layers = [keras.layers.Input((inputs,)), keras.layers.Dense(width, activation="relu")]
        for _ in range(depth - 1):
            layers.append(residual_block(width, scale) if residual else keras.layers.Dense(width, activation="relu"))
        return keras.Sequential([*layers, keras.layers.Dense(classes)])
''', points=0)
bank.wrong("deep_net", "one shortcut around all layers", '''
    # exercise: deep_net
    def deep_net(inputs, depth, width, classes, residual, scale):
        start = keras.Input((inputs,))
        first = h = keras.layers.Dense(width, activation="relu")(start)
        for _ in range(depth):
            h = keras.layers.Dense(width, activation="relu")(h)
        if residual:
            h = keras.layers.Add()([first, keras.layers.Rescaling(scale)(h)])
        return keras.Model(start, keras.layers.Dense(classes)(h))
''', points=2)

# --- norms_by_layer

bank.right("norms_by_layer", "backpropagation in NumPy", '''
    # exercise: norms_by_layer
    def norms_by_layer(weights, x, y, residual):
        h = [x]
        for W in weights:
            new = np.maximum(h[-1] @ W, 0)
            h.append(h[-1] + new if residual else new)
        e = np.exp(h[-1] - h[-1].max(axis=1, keepdims=True))
        delta = e / e.sum(axis=1, keepdims=True)
        delta[np.arange(len(y)), y] -= 1
        delta /= len(y)
        at_inputs, of_matrices = [], []
        for W, a in zip(weights[::-1], h[-2::-1]):
            gate = delta * (a @ W > 0)
            of_matrices.append(np.linalg.norm(a.T @ gate))
            delta = gate @ W.T + (delta if residual else 0)
            at_inputs.append(np.linalg.norm(delta))
        return at_inputs[::-1], of_matrices[::-1]
''')
bank.right("norms_by_layer", "a persistent tape in float32, one array of two rows", '''
    # exercise: norms_by_layer
    def norms_by_layer(weights, x, y, residual):
        weights = [tf.Variable(W, dtype=tf.float32) for W in weights]
        h = [tf.cast(x, tf.float32)]
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(h[0])
            for W in weights:
                f = tf.nn.relu(tf.matmul(h[-1], W))
                h.append(h[-1] + f if residual else f)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, h[-1], from_logits=True))
        rows = [tape.gradient(loss, h[:-1]), tape.gradient(loss, weights)]
        return np.array([[np.sqrt(np.sum(g.numpy() ** 2)) for g in row] for row in rows])
''')
bank.wrong("norms_by_layer", "sum of the loss instead of the mean", '''
    # exercise: norms_by_layer
    def norms_by_layer(weights, x, y, residual):
        weights = [tf.constant(W, tf.float64) for W in weights]
        x, inputs = tf.constant(x, tf.float64), []
        with tf.GradientTape() as tape:
            tape.watch([x, *weights])
            for W in weights:
                inputs.append(x)
                x = tf.nn.relu(x @ W) + (x if residual else 0)
            loss = tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x))
        at_inputs, of_matrices = tape.gradient(loss, [inputs, weights])
        return [tf.norm(g) for g in at_inputs], [tf.norm(g) for g in of_matrices]
''')
bank.wrong("norms_by_layer", "the shortcut never taken", '''
    # exercise: norms_by_layer
    def norms_by_layer(weights, x, y, residual):
        weights = [tf.constant(W, tf.float64) for W in weights]
        x, inputs = tf.constant(x, tf.float64), []
        with tf.GradientTape() as tape:
            tape.watch([x, *weights])
            for W in weights:
                inputs.append(x)
                x = tf.nn.relu(x @ W)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x))
        at_inputs, of_matrices = tape.gradient(loss, [inputs, weights])
        return [tf.norm(g) for g in at_inputs], [tf.norm(g) for g in of_matrices]
''', points=1)
bank.wrong("norms_by_layer", "the squared norm", '''
    # exercise: norms_by_layer
    def norms_by_layer(weights, x, y, residual):
        weights = [tf.constant(W, tf.float64) for W in weights]
        x, inputs = tf.constant(x, tf.float64), []
        with tf.GradientTape() as tape:
            tape.watch([x, *weights])
            for W in weights:
                inputs.append(x)
                x = tf.nn.relu(x @ W) + (x if residual else 0)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x))
        at_inputs, of_matrices = tape.gradient(loss, [inputs, weights])
        return [tf.norm(g) ** 2 for g in at_inputs], [tf.norm(g) ** 2 for g in of_matrices]
''')
bank.wrong("norms_by_layer", "the mean size of an entry instead of the norm", '''
    # exercise: norms_by_layer
    def norms_by_layer(weights, x, y, residual):
        weights = [tf.constant(W, tf.float64) for W in weights]
        x, inputs = tf.constant(x, tf.float64), []
        with tf.GradientTape() as tape:
            tape.watch([x, *weights])
            for W in weights:
                inputs.append(x)
                x = tf.nn.relu(x @ W) + (x if residual else 0)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x))
        at_inputs, of_matrices = tape.gradient(loss, [inputs, weights])
        return [[tf.reduce_mean(tf.abs(g)) for g in row] for row in (at_inputs, of_matrices)]
''')
bank.wrong("norms_by_layer", "from the last layer to the first", '''
    # exercise: norms_by_layer
    def norms_by_layer(weights, x, y, residual):
        weights = [tf.constant(W, tf.float64) for W in weights]
        x, inputs = tf.constant(x, tf.float64), []
        with tf.GradientTape() as tape:
            tape.watch([x, *weights])
            for W in weights:
                inputs.append(x)
                x = tf.nn.relu(x @ W) + (x if residual else 0)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x))
        at_inputs, of_matrices = tape.gradient(loss, [inputs, weights])
        return [tf.norm(g) for g in at_inputs[::-1]], [tf.norm(g) for g in of_matrices[::-1]]
''', points=1)
bank.wrong("norms_by_layer", "the two lists exchanged", '''
    # exercise: norms_by_layer
    def norms_by_layer(weights, x, y, residual):
        weights = [tf.constant(W, tf.float64) for W in weights]
        x, inputs = tf.constant(x, tf.float64), []
        with tf.GradientTape() as tape:
            tape.watch([x, *weights])
            for W in weights:
                inputs.append(x)
                x = tf.nn.relu(x @ W) + (x if residual else 0)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x))
        at_inputs, of_matrices = tape.gradient(loss, [inputs, weights])
        return [tf.norm(g) for g in of_matrices], [tf.norm(g) for g in at_inputs]
''')
bank.wrong("norms_by_layer", "the gradient of the first input only", '''
    # exercise: norms_by_layer
    def norms_by_layer(weights, x, y, residual):
        weights = [tf.constant(W, tf.float64) for W in weights]
        x, inputs = tf.constant(x, tf.float64), []
        with tf.GradientTape() as tape:
            tape.watch([x, *weights])
            for W in weights:
                inputs.append(x)
                x = tf.nn.relu(x @ W) + (x if residual else 0)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x))
        at_inputs, of_matrices = tape.gradient(loss, [inputs, weights])
        return [tf.norm(at_inputs[0]) for g in at_inputs], [tf.norm(g) for g in of_matrices]
''', points=1)


# What no check has to notice
bank.argued(
    "two_paths",
    "W is always",
    "`x @ W >= 0`",
    because="the same matrix; a gate is never exactly at 0",
)
