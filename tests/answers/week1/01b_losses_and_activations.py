"""Answers to the exercises of week1/01b_losses_and_activations. Nothing here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week1/01b_losses_and_activations")

# --- mse

bank.right("mse", "a loop over all entries", '''
    # exercise: mse
    def mse(targets, predictions):
        total = 0.0
        for t, p in zip(np.ravel(targets), np.ravel(predictions)):
            total += (t - p) ** 2
        return total / np.size(targets)
''')
bank.right("mse", "TensorFlow, float32", '''
    # exercise: mse
    def mse(targets, predictions):
        return tf.reduce_mean(tf.square(tf.cast(targets, tf.float32) - tf.cast(predictions, tf.float32)))
''')
bank.right("mse", "a dot product", '''
    # exercise: mse
    def mse(targets, predictions):
        error = (predictions - targets).ravel()
        return float(error @ error) / len(error)
''')
bank.wrong("mse", "sum instead of mean", '''
    # exercise: mse
    def mse(targets, predictions):
        return np.sum((targets - predictions) ** 2)
''')
bank.wrong("mse", "the root of it", '''
    # exercise: mse
    def mse(targets, predictions):
        return np.sqrt(np.mean((targets - predictions) ** 2))
''')
bank.wrong("mse", "the mean is squared, not the errors", '''
    # exercise: mse
    def mse(targets, predictions):
        return np.mean(targets - predictions) ** 2
''')
bank.wrong("mse", "half of it", '''
    # exercise: mse
    def mse(targets, predictions):
        return np.mean((targets - predictions) ** 2) / 2
''')
bank.wrong("mse", "divided by the number of rows", '''
    # exercise: mse
    def mse(targets, predictions):
        return np.sum((targets - predictions) ** 2) / len(targets)
''')
bank.wrong("mse", "the example's number as a literal", '''
    # exercise: mse
    def mse(targets, predictions):
        return 4.5
''')

# --- mae

bank.right("mae", "a loop, the sign turned where needed", '''
    # exercise: mae
    def mae(targets, predictions):
        total = 0.0
        for t, p in zip(np.ravel(targets), np.ravel(predictions)):
            total += t - p if t > p else p - t
        return total / np.size(targets)
''')
bank.right("mae", "TensorFlow, float32", '''
    # exercise: mae
    def mae(targets, predictions):
        return tf.reduce_mean(tf.abs(tf.constant(targets, tf.float32) - tf.constant(predictions, tf.float32)))
''')
bank.wrong("mae", "errors cancel", '''
    # exercise: mae
    def mae(targets, predictions):
        return np.mean(targets - predictions)
''')
bank.wrong("mae", "the sign dropped after the mean", '''
    # exercise: mae
    def mae(targets, predictions):
        return abs(np.mean(targets - predictions))
''')
bank.wrong("mae", "sum instead of mean", '''
    # exercise: mae
    def mae(targets, predictions):
        return np.sum(np.abs(targets - predictions))
''')
bank.wrong("mae", "the median of the errors", '''
    # exercise: mae
    def mae(targets, predictions):
        return np.median(np.abs(targets - predictions))
''')
bank.wrong("mae", "the root of the MSE", '''
    # exercise: mae
    def mae(targets, predictions):
        return np.sqrt(mse(targets, predictions))
''')

# --- binary_crossentropy

bank.right("binary_crossentropy", "a loop by cases", '''
    # exercise: binary_crossentropy
    def binary_crossentropy(targets, predictions):
        losses = []
        for y, p in zip(targets, predictions):
            losses.append(-np.log(p) if y == 1 else -np.log(1 - p))
        return sum(losses) / len(losses)
''')
bank.right("binary_crossentropy", "the probability of the truth, vectorised, float32", '''
    # exercise: binary_crossentropy
    def binary_crossentropy(targets, predictions):
        predictions = np.asarray(predictions, np.float32)
        return np.mean(-np.log(np.where(targets == 1, predictions, 1 - predictions)))
''')
bank.right("binary_crossentropy", "TensorFlow", '''
    # exercise: binary_crossentropy
    def binary_crossentropy(targets, predictions):
        y, p = tf.cast(targets, tf.float32), tf.cast(predictions, tf.float32)
        return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
''')
bank.wrong("binary_crossentropy", "the sign forgotten", '''
    # exercise: binary_crossentropy
    def binary_crossentropy(targets, predictions):
        return np.mean(targets * np.log(predictions) + (1 - targets) * np.log(1 - predictions))
''')
bank.wrong("binary_crossentropy", "the noes count nothing", '''
    # exercise: binary_crossentropy
    def binary_crossentropy(targets, predictions):
        return -np.mean(targets * np.log(predictions))
''')
bank.wrong("binary_crossentropy", "binary logarithm", '''
    # exercise: binary_crossentropy
    def binary_crossentropy(targets, predictions):
        return -np.mean(targets * np.log2(predictions) + (1 - targets) * np.log2(1 - predictions))
''')
bank.wrong("binary_crossentropy", "sum instead of mean", '''
    # exercise: binary_crossentropy
    def binary_crossentropy(targets, predictions):
        return -np.sum(targets * np.log(predictions) + (1 - targets) * np.log(1 - predictions))
''')
bank.wrong("binary_crossentropy", "targets and predictions swapped, clipped", '''
    # exercise: binary_crossentropy
    def binary_crossentropy(targets, predictions):
        t = np.clip(targets, 1e-7, 1 - 1e-7)
        return -np.mean(predictions * np.log(t) + (1 - predictions) * np.log(1 - t))
''')
bank.wrong("binary_crossentropy", "logarithm of the mean", '''
    # exercise: binary_crossentropy
    def binary_crossentropy(targets, predictions):
        return -np.log(np.mean(np.where(targets == 1, predictions, 1 - predictions)))
''')

# --- categorical_crossentropy

bank.right("categorical_crossentropy", "a loop over the examples", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        total = 0.0
        for target, prediction in zip(targets, predictions):
            total -= np.log(prediction[np.argmax(target)])
        return total / len(targets)
''')
bank.right("categorical_crossentropy", "total over n, a number", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        return -float(np.vdot(targets, np.log(predictions))) / targets.shape[0]
''')
bank.right("categorical_crossentropy", "TensorFlow, float32", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        y, p = tf.cast(targets, tf.float32), tf.cast(predictions, tf.float32)
        return tf.reduce_mean(-tf.reduce_sum(y * tf.math.log(p), axis=-1))
''')
bank.wrong("categorical_crossentropy", "mean over all n·K entries", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        return -np.mean(targets * np.log(predictions))
''')
bank.wrong("categorical_crossentropy", "sum over the examples", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        return -np.sum(targets * np.log(predictions))
''')
bank.wrong("categorical_crossentropy", "divided by the number of classes", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        return -np.sum(targets * np.log(predictions)) / targets.shape[1]
''')
bank.wrong("categorical_crossentropy", "the binary formula on every class", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        return -np.mean(targets * np.log(predictions) + (1 - targets) * np.log(1 - predictions))
''')
bank.wrong("categorical_crossentropy", "the binary formula, summed over the classes", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        both = targets * np.log(predictions) + (1 - targets) * np.log(1 - predictions)
        return -np.mean(np.sum(both, axis=1))
''')
bank.wrong("categorical_crossentropy", "one loss for each example, no mean", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        return -np.sum(targets * np.log(predictions), axis=1)
''')
bank.wrong("categorical_crossentropy", "the largest probability instead of that of the true class", '''
    # exercise: categorical_crossentropy
    def categorical_crossentropy(targets, predictions):
        return -np.mean(np.log(np.max(predictions, axis=1)))
''')

# --- mended_crossentropy

bank.right("mended_crossentropy", "by cases, a loop", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        n, K = targets.shape
        if predictions.ndim == 1 and len(predictions) == K:
            predictions = np.tile(predictions, (n, 1))
        if predictions.shape != targets.shape:
            raise ValueError("the shapes do not fit")
        total = 0.0
        for i in range(n):
            total += -np.log(predictions[i, targets[i].argmax()] + 1e-10)
        return total / n
''')
bank.right("mended_crossentropy", "broadcast on purpose, mean of a sum", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        if predictions.shape == targets.shape[1:]:
            predictions = np.broadcast_to(predictions, targets.shape)
        if not predictions.shape == targets.shape:
            raise ValueError(f"got {predictions.shape}")
        return (-targets * np.log(predictions)).sum(axis=1).mean()
''')
bank.right("mended_crossentropy", "TensorFlow, float32, refuses by an assertion", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        y, p = tf.cast(targets, tf.float32), tf.cast(predictions, tf.float32)
        if p.shape.rank == 1:
            p = tf.stack([p] * y.shape[0])
        tf.debugging.assert_shapes([(y, ("n", "K")), (p, ("n", "K"))])
        return -tf.reduce_mean(tf.reduce_sum(y * tf.math.log(p), axis=1))
''')
bank.wrong("mended_crossentropy", "as broken as before", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        N = predictions.shape[0]
        return -np.sum(targets * np.log(predictions + 1e-10)) / N
''')
bank.wrong("mended_crossentropy", "only N is mended", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        N = targets.shape[0]
        return -np.sum(targets * np.log(predictions + 1e-10)) / N
''', points=2)
bank.wrong("mended_crossentropy", "only the shapes are compared, N stays wrong", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        if predictions.shape not in (targets.shape, targets.shape[1:]):
            raise ValueError("shapes do not fit")
        N = predictions.shape[0]
        return -np.sum(targets * np.log(predictions + 1e-10)) / N
''', points=1)
bank.wrong("mended_crossentropy", "a single row is refused too", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        if predictions.shape != targets.shape:
            raise ValueError("shapes do not fit")
        return -np.sum(targets * np.log(predictions)) / len(targets)
''', points=1)
bank.wrong("mended_crossentropy", "only the last axis is compared, so a column is refused but (1, K) is not", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        if predictions.shape[-1] != targets.shape[-1]:
            raise ValueError("number of classes")
        return -np.sum(targets * np.log(predictions)) / len(targets)
''', points=2)
bank.wrong("mended_crossentropy", "mean over all entries", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        if predictions.shape not in (targets.shape, targets.shape[1:]):
            raise ValueError("shapes do not fit")
        return -np.mean(targets * np.log(predictions))
''')
bank.wrong("mended_crossentropy", "the right number as a literal", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        return 6.907755
''')
bank.wrong("mended_crossentropy", "refuses everything", '''
    # exercise: mended_crossentropy
    def mended_crossentropy(targets, predictions):
        raise ValueError("the shapes do not fit")
''')

# --- softmax

bank.right("softmax", "a loop over the rows, returns a list", '''
    # exercise: softmax
    def softmax(logits):
        rows = []
        for row in logits:
            e = [np.exp(z - max(row)) for z in row]
            rows.append([part / sum(e) for part in e])
        return rows
''')
bank.right("softmax", "by log-sum-exp", '''
    # exercise: softmax
    def softmax(logits):
        return np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
''')
bank.right("softmax", "TensorFlow, float32", '''
    # exercise: softmax
    def softmax(logits):
        z = tf.cast(logits, tf.float32)
        e = tf.exp(z - tf.reduce_max(z, axis=1, keepdims=True))
        return e / tf.reduce_sum(e, axis=1, keepdims=True)
''')
bank.wrong("softmax", "the naive formula", '''
    # exercise: softmax
    def softmax(logits):
        return np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
''', points=1)
bank.wrong("softmax", "one largest logit for all rows", '''
    # exercise: softmax
    def softmax(logits):
        e = np.exp(logits - np.max(logits))
        return e / e.sum(axis=1, keepdims=True)
''', points=1)
bank.wrong("softmax", "over the columns", '''
    # exercise: softmax
    def softmax(logits):
        e = np.exp(logits - np.max(logits, axis=0, keepdims=True))
        return e / e.sum(axis=0, keepdims=True)
''')
bank.wrong("softmax", "the whole table adds up to 1", '''
    # exercise: softmax
    def softmax(logits):
        e = np.exp(logits - np.max(logits))
        return e / e.sum()
''')
bank.wrong("softmax", "no exponential", '''
    # exercise: softmax
    def softmax(logits):
        return logits / logits.sum(axis=1, keepdims=True)
''')
bank.wrong("softmax", "a sigmoid for each logit", '''
    # exercise: softmax
    def softmax(logits):
        return 0.5 + 0.5 * np.tanh(logits / 2)
''')
bank.wrong("softmax", "logits cut off at 50", '''
    # exercise: softmax
    def softmax(logits):
        e = np.exp(np.clip(logits, -50, 50))
        return e / e.sum(axis=1, keepdims=True)
''', points=1)
bank.wrong("softmax", "divided by the largest logit instead of subtracted", '''
    # exercise: softmax
    def softmax(logits):
        e = np.exp(logits / np.max(logits, axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
''')

# --- activation

bank.right("activation", "number by number with math", '''
    # exercise: activation
    def activation(name, z):
        import math
        formulas = {
            "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
            "relu": lambda x: max(x, 0.0),
            "leaky_relu": lambda x: max(x, 0.2 * x),
            "silu": lambda x: x / (1 + math.exp(-x)),
            "gelu": lambda x: x * 0.5 * (1 + math.erf(x / math.sqrt(2))),
        }
        return [formulas[name](x) for x in z]
''')
bank.right("activation", "TensorFlow, float32", '''
    # exercise: activation
    def activation(name, z):
        z = tf.cast(z, tf.float32)
        if name == "sigmoid":
            return tf.sigmoid(z)
        elif name == "relu":
            return tf.maximum(z, 0.0)
        elif name == "leaky_relu":
            return tf.where(z > 0, z, 0.2 * z)
        elif name == "silu":
            return z * tf.sigmoid(z)
        elif name == "gelu":
            return 0.5 * z * (1 + tf.math.erf(z / tf.sqrt(2.0)))
''')
bank.right("activation", "products with a truth value", '''
    # exercise: activation
    def activation(name, z):
        s = 0.5 * (1 + np.tanh(z / 2))
        return {"sigmoid": s, "relu": z * (z > 0), "leaky_relu": z * (z > 0) + 0.2 * z * (z <= 0), "silu": z * s,
                "gelu": 0.5 * z * (1 + erf(z / 2**0.5))}[name]
''')
bank.wrong("activation", "GELU by σ(1.702 z)", '''
    # exercise: activation
    def activation(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": s, "relu": np.maximum(z, 0), "leaky_relu": np.maximum(z, 0.2 * z), "silu": z * s,
                "gelu": z / (1 + np.exp(-1.702 * z))}[name]
''', points=4)
bank.wrong("activation", "GELU without the root of 2", '''
    # exercise: activation
    def activation(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": s, "relu": np.maximum(z, 0), "leaky_relu": np.maximum(z, 0.2 * z), "silu": z * s,
                "gelu": z * (1 + erf(z)) / 2}[name]
''', points=4)
bank.wrong("activation", "SiLU is taken for the sigmoid, its z forgotten", '''
    # exercise: activation
    def activation(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": s, "relu": np.maximum(z, 0), "leaky_relu": np.maximum(z, 0.2 * z), "silu": s,
                "gelu": z * (1 + erf(z / np.sqrt(2))) / 2}[name]
''', points=4)
bank.wrong("activation", "leaky ReLU leaks 0.2, not 0.2 z", '''
    # exercise: activation
    def activation(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": s, "relu": np.maximum(z, 0), "leaky_relu": np.where(z > 0, z, 0.2), "silu": z * s,
                "gelu": z * (1 + erf(z / np.sqrt(2))) / 2}[name]
''', points=4)
bank.wrong("activation", "ReLU and leaky ReLU as absolute values; the minus in the sigmoid forgotten", '''
    # exercise: activation
    def activation(name, z):
        s = 1 / (1 + np.exp(z))
        return {"sigmoid": s, "relu": np.abs(z), "leaky_relu": np.abs(z), "silu": z * s,
                "gelu": z * (1 + erf(z / np.sqrt(2))) / 2}[name]
''', points=1)
bank.wrong("activation", "Φ is Φ(z), the factor z forgotten; leak of 0.01", '''
    # exercise: activation
    def activation(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": s, "relu": np.maximum(z, 0), "leaky_relu": np.maximum(z, 0.01 * z), "silu": z * s,
                "gelu": (1 + erf(z / np.sqrt(2))) / 2}[name]
''', points=3)
bank.wrong("activation", "always the sigmoid", '''
    # exercise: activation
    def activation(name, z):
        return 1 / (1 + np.exp(-z))
''', points=1)
bank.wrong("activation", "the input changed, nothing returned", '''
    # exercise: activation
    def activation(name, z):
        if name == "relu":
            z[z < 0] = 0
''')

# --- derivative

bank.right("derivative", "number by number with math", '''
    # exercise: derivative
    def derivative(name, z):
        import math
        result = []
        for x in z:
            s = 1 / (1 + math.exp(-x))
            if name == "sigmoid":
                slope = s * (1 - s)
            elif name == "relu":
                slope = 1.0 if x > 0 else 0.0
            elif name == "leaky_relu":
                slope = 1.0 if x > 0 else 0.2
            elif name == "silu":
                slope = s * (1 + x * (1 - s))
            else:
                slope = 0.5 * math.erfc(-x / math.sqrt(2)) + x * math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
            result.append(slope)
        return result
''')
bank.right("derivative", "a tape on Keras' activations, float32", '''
    # exercise: derivative
    def derivative(name, z):
        z = tf.constant(z, tf.float32)
        with tf.GradientTape() as tape:
            tape.watch(z)
            value = keras.activations.get(name)(z)
        return tape.gradient(value, z)
''')
bank.right("derivative", "difference quotients of the formulas, float64", '''
    # exercise: derivative
    def derivative(name, z):
        f = {"sigmoid": lambda u: 1 / (1 + np.exp(-u)), "relu": lambda u: np.maximum(u, 0),
             "leaky_relu": lambda u: np.maximum(u, 0.2 * u), "silu": lambda u: u / (1 + np.exp(-u)),
             "gelu": lambda u: u * (1 + erf(u / np.sqrt(2))) / 2}[name]
        return (f(z + 1e-6) - f(z - 1e-6)) / 2e-6
''')
bank.wrong("derivative", "no product rule: SiLU' = σ, GELU' = Φ", '''
    # exercise: derivative
    def derivative(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": s * (1 - s), "relu": (z > 0) * 1.0, "leaky_relu": np.where(z > 0, 1, 0.2), "silu": s,
                "gelu": (1 + erf(z / np.sqrt(2))) / 2}[name]
''', points=3)
bank.wrong("derivative", "only the second half of the product rule", '''
    # exercise: derivative
    def derivative(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": s * (1 - s), "relu": (z > 0) * 1.0, "leaky_relu": np.where(z > 0, 1, 0.2), "silu": z * s * (1 - s),
                "gelu": z * np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)}[name]
''', points=3)
bank.wrong("derivative", "the normal density without its factor", '''
    # exercise: derivative
    def derivative(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": s * (1 - s), "relu": (z > 0) * 1.0, "leaky_relu": np.where(z > 0, 1, 0.2), "silu": s + z * s * (1 - s),
                "gelu": (1 + erf(z / np.sqrt(2))) / 2 + z * np.exp(-z**2 / 2)}[name]
''', points=4)
bank.wrong("derivative", "σ' = σ(1 + σ); ReLU' = z", '''
    # exercise: derivative
    def derivative(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": s * (1 + s), "relu": np.maximum(z, 0), "leaky_relu": np.where(z > 0, 1, 0.2), "silu": s + z * s * (1 - s),
                "gelu": (1 + erf(z / np.sqrt(2))) / 2 + z * np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)}[name]
''', points=3)
bank.wrong("derivative", "leaky ReLU treated as ReLU; GELU from the approximation", '''
    # exercise: derivative
    def derivative(name, z):
        s, q = 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(-1.702 * z))
        return {"sigmoid": s * (1 - s), "relu": (z > 0) * 1.0, "leaky_relu": (z > 0) * 1.0, "silu": s + z * s * (1 - s),
                "gelu": q + 1.702 * z * q * (1 - q)}[name]
''', points=3)
bank.wrong("derivative", "the derivative of the sigmoid taken as z(1 − z)", '''
    # exercise: derivative
    def derivative(name, z):
        s = 1 / (1 + np.exp(-z))
        return {"sigmoid": z * (1 - z), "relu": (z > 0) * 1.0, "leaky_relu": np.where(z > 0, 1, 0.2), "silu": s + z * z * (1 - z),
                "gelu": (1 + erf(z / np.sqrt(2))) / 2 + z * np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)}[name]
''', points=3)
bank.wrong("derivative", "the activations themselves", '''
    # exercise: derivative
    def derivative(name, z):
        return activation(name, z)
''')


# What no check has to notice
bank.argued("mse", "change places", because="the square of a difference has no direction")
bank.argued("mae", "change places", because="a distance has no direction")
bank.argued(
    "binary_crossentropy",
    "np.clip(",
    because="Keras clips at 1e-7, too: right for every probability that is not 0",
)
bank.argued(
    "categorical_crossentropy",
    "np.clip(",
    because="Keras clips at 1e-7, too: right for every probability that is not 0",
)
bank.argued(
    "mended_crossentropy",
    "np.clip(",
    because="Keras clips at 1e-7, too: right for every probability that is not 0",
)
bank.argued("activation", "`z > 0` became `z >= 0`", because="at 0 both pieces are 0")
bank.argued("derivative", "`z > 0` became `z >= 0`", because="at the kink either slope is right")
