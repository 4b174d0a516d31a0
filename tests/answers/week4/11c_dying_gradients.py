"""Answers to the lesson on dying gradients. Nothing a check looks at is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week4/11c_dying_gradients")

# --- gate_gradient

bank.right("gate_gradient", "a tape, float32", '''
    # exercise: gate_gradient
    def gate_gradient(z, upstream, gate):
        z = tf.constant(z, tf.float32)
        with tf.GradientTape() as tape:
            tape.watch(z)
            a = {"sigmoid": tf.sigmoid, "tanh": tf.tanh, "relu": tf.nn.relu}[gate](z)
        return tape.gradient(a, z, output_gradients=tf.constant(upstream, tf.float32))
''')
bank.right("gate_gradient", "formulas with the exponential, a loop", '''
    # exercise: gate_gradient
    def gate_gradient(z, upstream, gate):
        result = np.zeros(z.shape)
        for place in np.ndindex(z.shape):
            if gate == "sigmoid":
                slope = np.exp(-z[place]) / (1 + np.exp(-z[place])) ** 2
            elif gate == "tanh":
                slope = 4 / (np.exp(z[place]) + np.exp(-z[place])) ** 2
            else:
                slope = 1 if z[place] > 0 else 0
            result[place] = slope * upstream[place]
        return result
''')
bank.wrong("gate_gradient", "upstream forgotten", '''
    # exercise: gate_gradient
    def gate_gradient(z, upstream, gate):
        if gate == "sigmoid":
            s = 1 / (1 + np.exp(-z))
            return s * (1 - s)
        return 1 - np.tanh(z) ** 2 if gate == "tanh" else (z > 0) * 1.0
''')
bank.wrong("gate_gradient", "the slope formula applied to z instead of the activation", '''
    # exercise: gate_gradient
    def gate_gradient(z, upstream, gate):
        if gate == "sigmoid":
            return upstream * z * (1 - z)
        return upstream * (1 - z**2) if gate == "tanh" else upstream * (z > 0)
''')
bank.wrong("gate_gradient", "the tanh treated like the sigmoid", '''
    # exercise: gate_gradient
    def gate_gradient(z, upstream, gate):
        if gate == "relu":
            return upstream * (z > 0)
        a = np.tanh(z) if gate == "tanh" else 1 / (1 + np.exp(-z))
        return upstream * a * (1 - a)
''', points=2)
bank.wrong("gate_gradient", "ReLU open at 0, and the negative side passed on too", '''
    # exercise: gate_gradient
    def gate_gradient(z, upstream, gate):
        if gate == "relu":
            return upstream * np.abs(np.sign(z))
        a = np.tanh(z) if gate == "tanh" else 1 / (1 + np.exp(-z))
        return upstream * ((1 - a**2) if gate == "tanh" else a * (1 - a))
''', points=1)

# --- chain_gradient

bank.right("chain_gradient", "a tape, float64", '''
    # exercise: chain_gradient
    def chain_gradient(x, weights):
        x = tf.constant(x, tf.float64)
        with tf.GradientTape() as tape:
            tape.watch(x)
            h = x
            for w in weights:
                h = tf.sigmoid(w * h)
        return h, tape.gradient(h, x)
''')
bank.right("chain_gradient", "forward first, then the product of all factors, float32", '''
    # exercise: chain_gradient
    def chain_gradient(x, weights):
        h = [np.float32(x)]
        for w in weights.astype(np.float32):
            h.append(1 / (1 + np.exp(-w * h[-1])))
        after = np.array(h[1:])
        return [h[-1], np.prod(after * (1 - after) * weights)]
''')
bank.wrong("chain_gradient", "the weights are missing in the product", '''
    # exercise: chain_gradient
    def chain_gradient(x, weights):
        h, gradient = x, 1.0
        for w in weights:
            h = 1 / (1 + np.exp(-w * h))
            gradient = gradient * h * (1 - h)
        return h, gradient
''')
bank.wrong("chain_gradient", "factors added, not multiplied", '''
    # exercise: chain_gradient
    def chain_gradient(x, weights):
        h, gradient = x, 0.0
        for w in weights:
            h = 1 / (1 + np.exp(-w * h))
            gradient = gradient + h * (1 - h) * w
        return h, gradient
''', points=1)
bank.wrong("chain_gradient", "slope taken before the sigmoid: h(1 − h) of the layer below", '''
    # exercise: chain_gradient
    def chain_gradient(x, weights):
        h, gradient = x, 1.0
        for w in weights:
            gradient = gradient * h * (1 - h) * w
            h = 1 / (1 + np.exp(-w * h))
        return h, gradient
''')
bank.wrong("chain_gradient", "always a quarter", '''
    # exercise: chain_gradient
    def chain_gradient(x, weights):
        h = x
        for w in weights:
            h = 1 / (1 + np.exp(-w * h))
        return h, np.prod(0.25 * weights)
''', points=1)

# --- factor_per_layer

bank.right("factor_per_layer", "mean of the logarithms of the steps", '''
    # exercise: factor_per_layer
    def factor_per_layer(norms):
        return np.exp(np.mean(np.log(norms[:-1] / norms[1:])))
''')
bank.right("factor_per_layer", "a loop in TensorFlow, float32", '''
    # exercise: factor_per_layer
    def factor_per_layer(norms):
        norms = tf.cast(norms, tf.float32)
        product = tf.constant(1.0)
        for number in range(len(norms) - 1):
            product = product * norms[number] / norms[number + 1]
        return product ** (1.0 / (len(norms) - 1))
''')
bank.wrong("factor_per_layer", "L instead of L − 1 steps", '''
    # exercise: factor_per_layer
    def factor_per_layer(norms):
        return (norms[0] / norms[-1]) ** (1 / len(norms))
''')
bank.wrong("factor_per_layer", "upside down", '''
    # exercise: factor_per_layer
    def factor_per_layer(norms):
        return (norms[-1] / norms[0]) ** (1 / (len(norms) - 1))
''')
bank.wrong("factor_per_layer", "divided by the number of steps instead of the root", '''
    # exercise: factor_per_layer
    def factor_per_layer(norms):
        return norms[0] / norms[-1] / (len(norms) - 1)
''')
bank.wrong("factor_per_layer", "ordinary mean of the ratios", '''
    # exercise: factor_per_layer
    def factor_per_layer(norms):
        return np.mean(norms[:-1] / norms[1:])
''')

# --- dead_share

bank.right("dead_share", "largest value of each column", '''
    # exercise: dead_share
    def dead_share(z):
        return (z.max(axis=0) <= 0).mean()
''')
bank.right("dead_share", "loops", '''
    # exercise: dead_share
    def dead_share(z):
        dead = 0
        for unit in range(z.shape[1]):
            if not any(z[row, unit] > 0 for row in range(z.shape[0])):
                dead += 1
        return dead / z.shape[1]
''')
bank.right("dead_share", "TensorFlow, through the activations", '''
    # exercise: dead_share
    def dead_share(z):
        active = tf.reduce_sum(tf.nn.relu(z), axis=0)
        return tf.reduce_mean(tf.cast(active == 0, tf.float32))
''')
bank.wrong("dead_share", "share of shut gates, not of dead units", '''
    # exercise: dead_share
    def dead_share(z):
        return np.mean(z <= 0)
''')
bank.wrong("dead_share", "axis swapped", '''
    # exercise: dead_share
    def dead_share(z):
        return np.mean(np.all(z <= 0, axis=1))
''')
bank.wrong("dead_share", "shut for at least one example", '''
    # exercise: dead_share
    def dead_share(z):
        return np.mean(np.any(z <= 0, axis=0))
''')
bank.wrong("dead_share", "the number instead of the share", '''
    # exercise: dead_share
    def dead_share(z):
        return np.sum(np.all(z <= 0, axis=0))
''')

# --- output_gradient

bank.right("output_gradient", "TensorFlow's sigmoid, float32", '''
    # exercise: output_gradient
    def output_gradient(z, y, loss):
        p, y = tf.sigmoid(tf.cast(z, tf.float32)), tf.cast(y, tf.float32)
        return p - y if loss == "cross-entropy" else 2 * (p - y) * p * (1 - p)
''')
bank.right("output_gradient", "a tape and the stable cross-entropy", '''
    # exercise: output_gradient
    def output_gradient(z, y, loss):
        z, y = tf.constant(z), tf.constant(y)
        with tf.GradientTape() as tape:
            tape.watch(z)
            if loss == "cross-entropy":
                total = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z))
            else:
                total = tf.reduce_sum((tf.sigmoid(z) - y) ** 2)
        return tape.gradient(total, z)
''')
bank.right("output_gradient", "a loop that never overflows", '''
    # exercise: output_gradient
    def output_gradient(z, y, loss):
        result = []
        for logit, target in zip(z, y):
            p = 1 / (1 + np.exp(-logit)) if logit > -700 else 0.0
            result.append(p - target if loss == "cross-entropy" else 2 * (p - target) * p * (1 - p))
        return result
''')
bank.wrong("output_gradient", "the chain rule with a division by 0", '''
    # exercise: output_gradient
    def output_gradient(z, y, loss):
        with np.errstate(all="ignore"):
            p = 1 / (1 + np.exp(-z))
            by_p = (p - y) / (p * (1 - p)) if loss == "cross-entropy" else 2 * (p - y)
            return by_p * p * (1 - p)
''', points=2)
bank.wrong("output_gradient", "the slope of the sigmoid forgotten for the squared error", '''
    # exercise: output_gradient
    def output_gradient(z, y, loss):
        p = 0.5 * (1 + np.tanh(z / 2))
        return p - y if loss == "cross-entropy" else 2 * (p - y)
''', points=1)
bank.wrong("output_gradient", "the slope kept for the cross-entropy too", '''
    # exercise: output_gradient
    def output_gradient(z, y, loss):
        p = 0.5 * (1 + np.tanh(z / 2))
        return (p - y) * p * (1 - p) * (1 if loss == "cross-entropy" else 2)
''', points=1)
bank.wrong("output_gradient", "the sign turned", '''
    # exercise: output_gradient
    def output_gradient(z, y, loss):
        p = 0.5 * (1 + np.tanh(z / 2))
        return y - p if loss == "cross-entropy" else 2 * (y - p) * p * (1 - p)
''')

# --- batch_norm

bank.right("batch_norm", "TensorFlow moments, float32", '''
    # exercise: batch_norm
    def batch_norm(z, gamma, beta, epsilon=0.001):
        z, gamma, beta = (tf.cast(array, tf.float32) for array in (z, gamma, beta))
        mean, variance = tf.nn.moments(z, axes=[0])
        return tf.nn.batch_normalization(z, mean, variance, beta, gamma, epsilon)
''')
bank.right("batch_norm", "a loop over the units", '''
    # exercise: batch_norm
    def batch_norm(z, gamma, beta, epsilon=0.001):
        result = np.empty(z.shape)
        for unit in range(z.shape[1]):
            column = z[:, unit] - np.mean(z[:, unit])
            result[:, unit] = gamma[unit] * column / np.sqrt(np.mean(column**2) + epsilon) + beta[unit]
        return result
''')
bank.wrong("batch_norm", "normalised over the units of an example (layer norm)", '''
    # exercise: batch_norm
    def batch_norm(z, gamma, beta, epsilon=0.001):
        mean, variance = z.mean(axis=1, keepdims=True), z.var(axis=1, keepdims=True)
        return gamma * (z - mean) / np.sqrt(variance + epsilon) + beta
''', points=1)
bank.wrong("batch_norm", "one mean and variance for all units", '''
    # exercise: batch_norm
    def batch_norm(z, gamma, beta, epsilon=0.001):
        return gamma * (z - z.mean()) / np.sqrt(z.var() + epsilon) + beta
''', points=1)
bank.wrong("batch_norm", "ε outside the square root", '''
    # exercise: batch_norm
    def batch_norm(z, gamma, beta, epsilon=0.001):
        return gamma * (z - z.mean(axis=0)) / (np.sqrt(z.var(axis=0)) + epsilon) + beta
''', points=1)
bank.wrong("batch_norm", "divided by the variance", '''
    # exercise: batch_norm
    def batch_norm(z, gamma, beta, epsilon=0.001):
        return gamma * (z - z.mean(axis=0)) / (z.var(axis=0) + epsilon) + beta
''', points=1)
bank.wrong("batch_norm", "gamma and beta forgotten", '''
    # exercise: batch_norm
    def batch_norm(z, gamma, beta, epsilon=0.001):
        return (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + epsilon)
''')


# What no check has to notice
bank.argued("gate_gradient", "`-z` became `+z`", because="s(1 - s) is the same on both sides of 0")
