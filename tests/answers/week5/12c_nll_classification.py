"""Answers to the exercises of week5/12c_nll_classification. Nothing that is graded here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week5/12c_nll_classification")

# --- probability_of_data

bank.right("probability_of_data", "a loop", '''
    # exercise: probability_of_data
    def probability_of_data(p1, labels):
        product = 1.0
        for p, label in zip(p1, labels):
            product *= p if label == 1 else 1 - p
        return product
''')
bank.right("probability_of_data", "label as exponent", '''
    # exercise: probability_of_data
    def probability_of_data(p1, labels):
        p1, labels = np.asarray(p1), np.asarray(labels)
        return (p1**labels * (1 - p1) ** (1 - labels)).prod()
''')
bank.right("probability_of_data", "TensorFlow, float32", '''
    # exercise: probability_of_data
    def probability_of_data(p1, labels):
        p = tf.cast(p1, tf.float32)
        return tf.reduce_prod(tf.where(labels == 1, p, 1 - p))
''')
bank.wrong("probability_of_data", "class 0 gets p1, too", '''
    # exercise: probability_of_data
    def probability_of_data(p1, labels):
        return np.prod(p1)
''')
bank.wrong("probability_of_data", "classes swapped", '''
    # exercise: probability_of_data
    def probability_of_data(p1, labels):
        return np.prod(np.where(labels == 0, p1, 1 - p1))
''')
bank.wrong("probability_of_data", "probabilities added", '''
    # exercise: probability_of_data
    def probability_of_data(p1, labels):
        return np.sum(np.where(labels == 1, p1, 1 - p1))
''')
bank.wrong("probability_of_data", "points of class 0 left out", '''
    # exercise: probability_of_data
    def probability_of_data(p1, labels):
        return np.prod(p1[labels == 1])
''')
bank.wrong("probability_of_data", "the number of points in each class fixed: three and two", '''
    # exercise: probability_of_data
    def probability_of_data(p1, labels):
        return np.prod(1 - p1[:3]) * np.prod(p1[3:])
''')
bank.wrong("probability_of_data", "the example's number as a literal", '''
    # exercise: probability_of_data
    def probability_of_data(p1, labels):
        return 0.27216
''')

# --- binary_nll

bank.right("binary_nll", "a loop", '''
    # exercise: binary_nll
    def binary_nll(p1, labels):
        total = 0.0
        for p, label in zip(p1, labels):
            total -= np.log(p) if label == 1 else np.log(1 - p)
        return total / len(labels)
''')
bank.right("binary_nll", "np.where, vectorised", '''
    # exercise: binary_nll
    def binary_nll(p1, labels):
        return np.mean(-np.log(np.where(labels == 1, p1, 1 - p1)))
''')
bank.right("binary_nll", "TensorFlow, float32", '''
    # exercise: binary_nll
    def binary_nll(p1, labels):
        p, y = tf.cast(p1, tf.float32), tf.cast(labels, tf.float32)
        return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
''')
bank.wrong("binary_nll", "the product first: underflow", '''
    # exercise: binary_nll
    def binary_nll(p1, labels):
        with np.errstate(divide="ignore"):
            return -np.log(np.prod(np.where(labels == 1, p1, 1 - p1))) / len(labels)
''')
bank.wrong("binary_nll", "the sum instead of the mean", '''
    # exercise: binary_nll
    def binary_nll(p1, labels):
        return -np.sum(labels * np.log(p1) + (1 - labels) * np.log(1 - p1))
''')
bank.wrong("binary_nll", "only the term of class 1", '''
    # exercise: binary_nll
    def binary_nll(p1, labels):
        return -np.mean(labels * np.log(p1))
''')
bank.wrong("binary_nll", "log of 1 minus instead of 1 minus log", '''
    # exercise: binary_nll
    def binary_nll(p1, labels):
        return -np.mean(labels * np.log(p1) + (1 - labels) * (1 - np.log(p1)))
''')
bank.wrong("binary_nll", "the mean squared error", '''
    # exercise: binary_nll
    def binary_nll(p1, labels):
        return np.mean((p1 - labels) ** 2)
''')
bank.wrong("binary_nll", "the minus is missing", '''
    # exercise: binary_nll
    def binary_nll(p1, labels):
        return np.mean(np.log(np.where(labels == 1, p1, 1 - p1)))
''')

# --- binary_nll_from_logits

bank.right("binary_nll_from_logits", "logaddexp", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        return np.mean(np.logaddexp(0, np.where(labels == 1, -z, z)))
''')
bank.right("binary_nll_from_logits", "a loop in plain Python", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        import math
        total = 0.0
        for value, label in zip(z, labels):
            a = -value if label == 1 else value
            total += max(a, 0) + math.log1p(math.exp(-abs(a)))
        return total / len(z)
''')
bank.right("binary_nll_from_logits", "softplus minus label times logit, TensorFlow, float32", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        z, y = tf.cast(z, tf.float32), tf.cast(labels, tf.float32)
        return tf.reduce_mean(tf.nn.softplus(z) - y * z)
''')
bank.right("binary_nll_from_logits", "Keras from logits", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        return keras.losses.BinaryCrossentropy(from_logits=True)(labels[:, None], z[:, None])
''')
bank.wrong("binary_nll_from_logits", "probabilities first", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        with np.errstate(all="ignore"):
            p = 1 / (1 + np.exp(-z))
            return -np.mean(np.log(np.where(labels == 1, p, 1 - p)))
''', points=2)
bank.wrong("binary_nll_from_logits", "probabilities cut off at 1e-7", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        with np.errstate(all="ignore"):
            p = np.clip(1 / (1 + np.exp(-z)), 1e-7, 1 - 1e-7)
        return -np.mean(np.log(np.where(labels == 1, p, 1 - p)))
''', points=2)
bank.wrong("binary_nll_from_logits", "ln(1 + eᵃ) overflows", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        with np.errstate(all="ignore"):
            return np.mean(np.log(1 + np.exp(np.where(labels == 1, -z, z))))
''', points=2)
bank.wrong("binary_nll_from_logits", "classes swapped", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        return np.mean(np.logaddexp(0, np.where(labels == 1, z, -z)))
''')
bank.wrong("binary_nll_from_logits", "the logits taken for probabilities", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        p = np.clip(z, 1e-7, 1 - 1e-7)
        return -np.mean(np.log(np.where(labels == 1, p, 1 - p)))
''')
bank.wrong("binary_nll_from_logits", "the sum instead of the mean", '''
    # exercise: binary_nll_from_logits
    def binary_nll_from_logits(z, labels):
        return np.sum(np.logaddexp(0, np.where(labels == 1, -z, z)))
''')

# --- fit_curve

bank.right("fit_curve", "derivatives by hand, NumPy, vectorised", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        path = np.zeros((steps + 1, 2))
        for step in range(steps):
            w, b = path[step]
            error = 1 / (1 + np.exp(-(w * x + b))) - labels
            path[step + 1] = w - rate * np.mean(error * x), b - rate * np.mean(error)
        return path
''')
bank.right("fit_curve", "tape and two variables in float32, a list of tuples", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        x, y = tf.cast(x, tf.float32), tf.cast(labels, tf.float32)
        w, b = tf.Variable(0.0), tf.Variable(0.0)
        path = [(0.0, 0.0)]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                p = tf.sigmoid(w * x + b)
                loss = -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
            dw, db = tape.gradient(loss, [w, b])
            w.assign_sub(rate * dw)
            b.assign_sub(rate * db)
            path.append((float(w), float(b)))
        return path
''')
bank.right("fit_curve", "an optimizer of Keras and cross-entropy with logits", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        x, y = tf.cast(x, tf.float32), tf.cast(labels, tf.float32)
        w, b = tf.Variable(0.0), tf.Variable(0.0)
        optimizer = keras.optimizers.SGD(rate)
        path = [[0.0, 0.0]]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=w * x + b))
            optimizer.apply_gradients(zip(tape.gradient(loss, [w, b]), [w, b]))
            path.append([w.numpy(), b.numpy()])
        return np.array(path)
''')
bank.wrong("fit_curve", "uphill", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        path = np.zeros((steps + 1, 2))
        for step in range(steps):
            w, b = path[step]
            error = 1 / (1 + np.exp(-(w * x + b))) - labels
            path[step + 1] = w + rate * np.mean(error * x), b + rate * np.mean(error)
        return path
''')
bank.wrong("fit_curve", "the sum over the points instead of the mean", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        path = np.zeros((steps + 1, 2))
        for step in range(steps):
            w, b = path[step]
            error = 1 / (1 + np.exp(-(w * x + b))) - labels
            path[step + 1] = w - rate * np.sum(error * x), b - rate * np.sum(error)
        return path
''')
bank.wrong("fit_curve", "the new w is already used for the derivative of b", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        path, w, b = [(0.0, 0.0)], 0.0, 0.0
        for _ in range(steps):
            w = w - rate * np.mean((1 / (1 + np.exp(-(w * x + b))) - labels) * x)
            b = b - rate * np.mean(1 / (1 + np.exp(-(w * x + b))) - labels)
            path.append((w, b))
        return np.array(path)
''')
bank.wrong("fit_curve", "the gradient of the squared error", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        x, y = tf.constant(x, tf.float64), tf.constant(labels, tf.float64)
        weights = tf.Variable([0.0, 0.0], dtype=tf.float64)
        path = [weights.numpy()]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((tf.sigmoid(weights[0] * x + weights[1]) - y) ** 2)
            weights.assign_sub(rate * tape.gradient(loss, weights))
            path.append(weights.numpy())
        return np.array(path)
''')
bank.wrong("fit_curve", "the bias stays 0", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        path = np.zeros((steps + 1, 2))
        for step in range(steps):
            w = path[step, 0]
            path[step + 1, 0] = w - rate * np.mean((1 / (1 + np.exp(-w * x)) - labels) * x)
        return path
''')
bank.wrong("fit_curve", "only the last w and b", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        w = b = 0.0
        for _ in range(steps):
            error = 1 / (1 + np.exp(-(w * x + b))) - labels
            w, b = w - rate * np.mean(error * x), b - rate * np.mean(error)
        return np.array([w, b])
''')
bank.wrong("fit_curve", "the first step as literals, then nothing moves", '''
    # exercise: fit_curve
    def fit_curve(x, labels, steps, rate):
        return np.array([[0.0, 0.0]] + [[0.12, -0.1]] * steps) if len(x) == 5 else np.zeros((steps + 1, 2))
''', points=2)

# --- categorical_nll

bank.right("categorical_nll", "two loops", '''
    # exercise: categorical_nll
    def categorical_nll(p, targets):
        total = 0.0
        for row, target in zip(p, targets):
            for k in range(len(row)):
                total -= target[k] * np.log(row[k])
        return total / len(p)
''')
bank.right("categorical_nll", "einsum", '''
    # exercise: categorical_nll
    def categorical_nll(p, targets):
        return -np.einsum("ik,ik->", targets, np.log(p)) / len(p)
''')
bank.right("categorical_nll", "TensorFlow, float32", '''
    # exercise: categorical_nll
    def categorical_nll(p, targets):
        p, t = tf.cast(p, tf.float32), tf.cast(targets, tf.float32)
        return tf.reduce_mean(-tf.reduce_sum(t * tf.math.log(p), axis=-1))
''')
bank.wrong("categorical_nll", "mean over points and classes", '''
    # exercise: categorical_nll
    def categorical_nll(p, targets):
        return -np.mean(targets * np.log(p))
''')
bank.wrong("categorical_nll", "soft targets made hard by argmax", '''
    # exercise: categorical_nll
    def categorical_nll(p, targets):
        return -np.mean(np.log(p[np.arange(len(p)), targets.argmax(axis=1)]))
''', points=1)
bank.wrong("categorical_nll", "binary cross-entropy of every class", '''
    # exercise: categorical_nll
    def categorical_nll(p, targets):
        return -np.mean(np.sum(targets * np.log(p) + (1 - targets) * np.log(1 - p), axis=1))
''')
bank.wrong("categorical_nll", "logarithm of the expected probability", '''
    # exercise: categorical_nll
    def categorical_nll(p, targets):
        return -np.mean(np.log(np.sum(targets * p, axis=1)))
''', points=1)
bank.wrong("categorical_nll", "the sum over the points", '''
    # exercise: categorical_nll
    def categorical_nll(p, targets):
        return -np.sum(targets * np.log(p))
''')
bank.wrong("categorical_nll", "binary logarithm", '''
    # exercise: categorical_nll
    def categorical_nll(p, targets):
        return -np.mean(np.sum(targets * np.log2(p), axis=1))
''')

# --- nll_from_logits

bank.right("nll_from_logits", "a loop with logaddexp", '''
    # exercise: nll_from_logits
    def nll_from_logits(z, targets):
        costs = [np.logaddexp.reduce(row) - np.dot(target, row) for row, target in zip(z, targets)]
        return sum(costs) / len(costs)
''')
bank.right("nll_from_logits", "TensorFlow log_softmax, float32", '''
    # exercise: nll_from_logits
    def nll_from_logits(z, targets):
        log_p = tf.nn.log_softmax(tf.cast(z, tf.float32), axis=-1)
        return -tf.reduce_mean(tf.reduce_sum(tf.cast(targets, tf.float32) * log_p, axis=-1))
''')
bank.right("nll_from_logits", "Keras from logits", '''
    # exercise: nll_from_logits
    def nll_from_logits(z, targets):
        return keras.losses.CategoricalCrossentropy(from_logits=True)(targets, z)
''')
bank.wrong("nll_from_logits", "overflow: the largest logit is not subtracted", '''
    # exercise: nll_from_logits
    def nll_from_logits(z, targets):
        with np.errstate(all="ignore"):
            log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
            return -np.mean((targets * log_p).sum(axis=1))
''', points=2)
bank.wrong("nll_from_logits", "the largest of the whole array is subtracted", '''
    # exercise: nll_from_logits
    def nll_from_logits(z, targets):
        z = z - z.max()
        with np.errstate(all="ignore"):
            log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
            return -np.mean((targets * log_p).sum(axis=1))
''', points=2)
bank.wrong("nll_from_logits", "softmax, then logarithm with a floor", '''
    # exercise: nll_from_logits
    def nll_from_logits(z, targets):
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p = np.maximum(p / p.sum(axis=1, keepdims=True), 1e-7)
        return -np.mean((targets * np.log(p)).sum(axis=1))
''', points=2)
bank.wrong("nll_from_logits", "softmax over the points instead of the classes", '''
    # exercise: nll_from_logits
    def nll_from_logits(z, targets):
        z = z - z.max(axis=0)
        log_p = z - np.log(np.exp(z).sum(axis=0))
        return -np.mean((targets * log_p).sum(axis=1))
''')
bank.wrong("nll_from_logits", "the logits taken for probabilities", '''
    # exercise: nll_from_logits
    def nll_from_logits(z, targets):
        return -np.mean(np.sum(targets * np.log(np.clip(z, 1e-7, 1)), axis=1))
''')
bank.wrong("nll_from_logits", "hard targets only, by argmax", '''
    # exercise: nll_from_logits
    def nll_from_logits(z, targets):
        z = z - z.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return -np.mean(log_p[np.arange(len(z)), targets.argmax(axis=1)])
''', points=1)


# What no check has to notice
bank.argued(
    "binary_nll",
    "np.clip(",
    because="Keras clips at 1e-7, too: right for every probability that is not 0",
)
bank.argued(
    "categorical_nll",
    "np.clip(",
    because="Keras clips at 1e-7, too: right for every probability that is not 0",
)
bank.argued(
    "nll_from_logits",
    "np.clip(",
    because="a sum of exponentials is not that small in this exercise's range",
)
