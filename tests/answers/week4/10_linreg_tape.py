"""Right and wrong answers to the exercises of week4/10_linreg_tape."""

from autograder.trials.bank import Bank

bank = Bank("week4/10_linreg_tape")

# --- forward_pass

bank.right("forward_pass", "plain arithmetic", """
    # exercise: forward_pass
    def forward_pass(x, y, a, b):
        p = a * x + b
        return [a * x, p, p - y, (p - y) * (p - y)]
    """)
bank.right("forward_pass", "TensorFlow float32", """
    # exercise: forward_pass
    def forward_pass(x, y, a, b):
        ax = tf.constant(a) * x
        prediction = ax + b
        residual = prediction - y
        return tf.stack([ax, prediction, residual, tf.square(residual)])
    """)
bank.wrong("forward_pass", "residual with the wrong sign", """
    # exercise: forward_pass
    def forward_pass(x, y, a, b):
        ax = a * x
        return ax, ax + b, y - (ax + b), (y - ax - b) ** 2
    """)
bank.wrong("forward_pass", "loss not squared", """
    # exercise: forward_pass
    def forward_pass(x, y, a, b):
        ax = a * x
        return ax, ax + b, ax + b - y, abs(ax + b - y)
    """)
bank.wrong("forward_pass", "the picture's numbers as a literal", """
    # exercise: forward_pass
    def forward_pass(x, y, a, b):
        return 0, 139, -14, 196
    """)
bank.wrong("forward_pass", "prediction left out", """
    # exercise: forward_pass
    def forward_pass(x, y, a, b):
        ax = a * x
        return ax, ax + b - y, (ax + b - y) ** 2
    """)

# --- backward_pass

bank.right("backward_pass", "formula", """
    # exercise: backward_pass
    def backward_pass(x, y, a, b):
        g = 2 * (a * x + b - y)
        return g, g, g, g * x, g
    """)
bank.right("backward_pass", "node by node into a float32 array", """
    # exercise: backward_pass
    def backward_pass(x, y, a, b):
        residual = a * x + b - y
        local = {"square": 2 * residual, "minus": 1, "plus": 1, "times": x}
        incoming = [1.0]
        for name in ("square", "minus", "plus", "times"):
            incoming.append(incoming[-1] * local[name])
        return np.array(incoming[1:4] + [incoming[4], incoming[2]], dtype=np.float32)
    """)
bank.right("backward_pass", "by tape", """
    # exercise: backward_pass
    def backward_pass(x, y, a, b):
        a, b = tf.Variable(a), tf.Variable(b)
        with tf.GradientTape() as tape:
            ax = a * x
            p = ax + b
            r = p - y
            loss = r ** 2
        return tape.gradient(loss, [r, p, ax, a, b])
    """)
bank.wrong("backward_pass", "factor 2 of the square forgotten", """
    # exercise: backward_pass
    def backward_pass(x, y, a, b):
        g = a * x + b - y
        return g, g, g, g * x, g
    """)
bank.wrong("backward_pass", "product passes its own factor on", """
    # exercise: backward_pass
    def backward_pass(x, y, a, b):
        g = 2 * (a * x + b - y)
        return g, g, g, g * a, g
    """)
bank.wrong("backward_pass", "residual the other way round", """
    # exercise: backward_pass
    def backward_pass(x, y, a, b):
        g = 2 * (y - a * x - b)
        return g, g, g, g * x, g
    """)
bank.wrong("backward_pass", "local gradients only", """
    # exercise: backward_pass
    def backward_pass(x, y, a, b):
        return 2 * (a * x + b - y), 1, 1, x, 1
    """)
bank.wrong("backward_pass", "a and b exchanged", """
    # exercise: backward_pass
    def backward_pass(x, y, a, b):
        g = 2 * (a * x + b - y)
        return g, g, g, g, g * x
    """)

# --- mse_gradient

bank.right("mse_gradient", "tape over a float32 vector of weights", """
    # exercise: mse_gradient
    def mse_gradient(x, y, a, b):
        w = tf.Variable([a, b], dtype=tf.float32)
        x, y = tf.cast(x, tf.float32), tf.cast(y, tf.float32)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((w[0] * x + w[1] - y) ** 2)
        g = tape.gradient(loss, w)
        return np.array([loss, g[0], g[1]])
    """)
bank.right("mse_gradient", "NumPy formula", """
    # exercise: mse_gradient
    def mse_gradient(x, y, a, b):
        r = a * x + b - y
        return np.mean(r**2), 2 * np.mean(r * x), 2 * np.mean(r)
    """)
bank.right("mse_gradient", "loop over the points", """
    # exercise: mse_gradient
    def mse_gradient(x, y, a, b):
        total = [0.0, 0.0, 0.0]
        for age, target in zip(x, y):
            r = a * age + b - target
            for k, part in enumerate((r * r, 2 * r * age, 2 * r)):
                total[k] += part / len(x)
        return total
    """)
bank.wrong("mse_gradient", "sum instead of mean", """
    # exercise: mse_gradient
    def mse_gradient(x, y, a, b):
        a, b = tf.Variable(a, dtype=tf.float64), tf.Variable(b, dtype=tf.float64)
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum((a * x + b - y) ** 2)
        return loss, *tape.gradient(loss, [a, b])
    """)
bank.wrong("mse_gradient", "no mean: a tape sums a vector", """
    # exercise: mse_gradient
    def mse_gradient(x, y, a, b):
        a, b = tf.Variable(a, dtype=tf.float64), tf.Variable(b, dtype=tf.float64)
        with tf.GradientTape() as tape:
            squares = (a * x + b - y) ** 2
        return np.mean(squares), *tape.gradient(squares, [a, b])
    """)
bank.wrong("mse_gradient", "constants that nobody watches", """
    # exercise: mse_gradient
    def mse_gradient(x, y, a, b):
        a, b = tf.constant(a, dtype=tf.float64), tf.constant(b, dtype=tf.float64)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((a * x + b - y) ** 2)
        return loss, *tape.gradient(loss, [a, b])
    """)
bank.wrong("mse_gradient", "the global data instead of the arguments", """
    # exercise: mse_gradient
    def mse_gradient(x_points, y_points, a, b):
        r = a * x + b - y
        return np.mean(r**2), 2 * np.mean(r * x), 2 * np.mean(r)
    """)
bank.wrong("mse_gradient", "absolute error", """
    # exercise: mse_gradient
    def mse_gradient(x, y, a, b):
        r = a * x + b - y
        return np.mean(np.abs(r)), np.mean(np.sign(r) * x), np.mean(np.sign(r))
    """)

# --- descend

bank.right("descend", "NumPy, list of rows", """
    # exercise: descend
    def descend(x, y, a, b, rate, steps):
        rows = [[a, b]]
        while len(rows) <= steps:
            r = rows[-1][0] * x + rows[-1][1] - y
            rows.append([rows[-1][0] - rate * 2 * np.mean(r * x), rows[-1][1] - rate * 2 * np.mean(r)])
        return rows
    """)
bank.right("descend", "float32 variables and assign_sub", """
    # exercise: descend
    def descend(x, y, a, b, rate, steps):
        x, y = tf.cast(x, tf.float32), tf.cast(y, tf.float32)
        w = tf.Variable([a, b], dtype=tf.float32)
        path = [w.numpy().copy()]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(tf.square(w[0] * x + w[1] - y))
            w.assign_sub(rate * tape.gradient(loss, w))
            path.append(w.numpy().copy())
        return np.array(path)
    """)
bank.right("descend", "Keras' SGD", """
    # exercise: descend
    def descend(x, y, a, b, rate, steps):
        w = tf.Variable([a, b], dtype=tf.float64)
        path, optimizer = [tf.constant([a, b], dtype=tf.float64)], keras.optimizers.SGD(rate)
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((w[0] * x + w[1] - y) ** 2)
            optimizer.apply_gradients([(tape.gradient(loss, w), w)])
            path.append(tf.identity(w))
        return tf.stack(path)
    """)
bank.wrong("descend", "uphill", """
    # exercise: descend
    def descend(x, y, a, b, rate, steps):
        path = [(a, b)]
        for _ in range(steps):
            r = a * x + b - y
            a, b = a + rate * 2 * np.mean(r * x), b + rate * 2 * np.mean(r)
            path.append((a, b))
        return np.array(path)
    """)
bank.wrong("descend", "the start is missing", """
    # exercise: descend
    def descend(x, y, a, b, rate, steps):
        path = []
        for _ in range(steps):
            r = a * x + b - y
            a, b = a - rate * 2 * np.mean(r * x), b - rate * 2 * np.mean(r)
            path.append((a, b))
        return np.array(path)
    """)
bank.wrong("descend", "b moves after a, along a newer gradient", """
    # exercise: descend
    def descend(x, y, a, b, rate, steps):
        path = [(a, b)]
        for _ in range(steps):
            a = a - rate * 2 * np.mean((a * x + b - y) * x)
            b = b - rate * 2 * np.mean(a * x + b - y)
            path.append((a, b))
        return np.array(path)
    """, points=1)
bank.wrong("descend", "sum over the points", """
    # exercise: descend
    def descend(x, y, a, b, rate, steps):
        path = [(a, b)]
        for _ in range(steps):
            r = a * x + b - y
            a, b = a - rate * 2 * np.sum(r * x), b - rate * 2 * np.sum(r)
            path.append((a, b))
        return np.array(path)
    """, points=2)
bank.wrong("descend", "one point a step", """
    # exercise: descend
    def descend(x, y, a, b, rate, steps):
        path = [(a, b)]
        for k in range(steps):
            r = a * x[k % len(x)] + b - y[k % len(x)]
            a, b = a - rate * 2 * r * x[k % len(x)], b - rate * 2 * r
            path.append((a, b))
        return np.array(path)
    """, points=2)
bank.wrong("descend", "only a is trained", """
    # exercise: descend
    def descend(x, y, a, b, rate, steps):
        path = [(a, b)]
        for _ in range(steps):
            a = a - rate * 2 * np.mean((a * x + b - y) * x)
            path.append((a, b))
        return np.array(path)
    """, points=1)

# --- hessian

bank.right("hessian", "design matrix", """
    # exercise: hessian
    def hessian(x):
        design = np.stack([x, np.ones_like(x)], axis=1)
        return 2 / len(x) * design.T @ design
    """)
bank.right("hessian", "nested tapes, float32", """
    # exercise: hessian
    def hessian(x):
        w = tf.Variable([0.0, 0.0])
        x = tf.cast(x, tf.float32)
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                loss = tf.reduce_mean((w[0] * x + w[1]) ** 2)
            gradient = inner.gradient(loss, w)
        return outer.jacobian(gradient, w)
    """)
bank.right("hessian", "loop, nested lists", """
    # exercise: hessian
    def hessian(x):
        first = sum(float(v) for v in x) / len(x)
        second = sum(float(v) * float(v) for v in x) / len(x)
        return [[2 * second, 2 * first], [2 * first, 2]]
    """)
bank.wrong("hessian", "factor 2 forgotten", """
    # exercise: hessian
    def hessian(x):
        return np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), 1.0]])
    """)
bank.wrong("hessian", "sum instead of mean", """
    # exercise: hessian
    def hessian(x):
        return 2 * np.array([[np.sum(x**2), np.sum(x)], [np.sum(x), len(x)]])
    """)
bank.wrong("hessian", "no mixed derivatives", """
    # exercise: hessian
    def hessian(x):
        return np.array([[2 * np.mean(x**2), 0.0], [0.0, 2.0]])
    """)
bank.wrong("hessian", "b first", """
    # exercise: hessian
    def hessian(x):
        return np.array([[2.0, 2 * np.mean(x)], [2 * np.mean(x), 2 * np.mean(x**2)]])
    """)
bank.wrong("hessian", "square of the mean", """
    # exercise: hessian
    def hessian(x):
        return np.array([[2 * np.mean(x) ** 2, 2 * np.mean(x)], [2 * np.mean(x), 2.0]])
    """)

# --- stability

bank.right("stability", "singular values", """
    # exercise: stability
    def stability(H):
        s = np.linalg.svd(H, compute_uv=False)
        return [s[0] / s[-1], 2 / s[0]]
    """)
bank.right("stability", "TensorFlow float32", """
    # exercise: stability
    def stability(H):
        values = tf.linalg.eigvalsh(tf.cast(H, tf.float32))
        return tf.reduce_max(values) / tf.reduce_min(values), 2.0 / tf.reduce_max(values)
    """)
bank.right("stability", "np.linalg.cond and a loop", """
    # exercise: stability
    def stability(H):
        largest = max(float(value) for value in np.linalg.eigvals(H).real)
        return np.array([np.linalg.cond(H), 2 / largest])
    """)
bank.wrong("stability", "ratio upside down", """
    # exercise: stability
    def stability(H):
        values = np.linalg.eigvalsh(H)
        return values.min() / values.max(), 2 / values.max()
    """)
bank.wrong("stability", "limit 1 / largest", """
    # exercise: stability
    def stability(H):
        values = np.linalg.eigvalsh(H)
        return values.max() / values.min(), 1 / values.max()
    """)
bank.wrong("stability", "limit from the flattest direction", """
    # exercise: stability
    def stability(H):
        values = np.linalg.eigvalsh(H)
        return values.max() / values.min(), 2 / values.min()
    """)
bank.wrong("stability", "diagonal instead of eigenvalues", """
    # exercise: stability
    def stability(H):
        values = np.diag(H)
        return values.max() / values.min(), 2 / values.max()
    """)

# --- standardise

bank.right("standardise", "TensorFlow float32", """
    # exercise: standardise
    def standardise(x):
        x = tf.cast(x, tf.float32)
        return (x - tf.reduce_mean(x)) / tf.math.reduce_std(x)
    """)
bank.right("standardise", "loops", """
    # exercise: standardise
    def standardise(x):
        mean = sum(x) / len(x)
        variance = sum((v - mean) ** 2 for v in x) / len(x)
        return [(v - mean) / variance**0.5 for v in x]
    """)
bank.wrong("standardise", "min-max scaling", """
    # exercise: standardise
    def standardise(x):
        return (x - x.min()) / (x.max() - x.min())
    """)
bank.wrong("standardise", "variance instead of standard deviation", """
    # exercise: standardise
    def standardise(x):
        return (x - np.mean(x)) / np.var(x)
    """)
bank.wrong("standardise", "brackets forgotten", """
    # exercise: standardise
    def standardise(x):
        return x - np.mean(x) / np.std(x)
    """)
bank.wrong("standardise", "mean not subtracted", """
    # exercise: standardise
    def standardise(x):
        return x / np.std(x)
    """)

# --- back_to_years

bank.right("back_to_years", "two predictions and the line through them, float32", """
    # exercise: back_to_years
    def back_to_years(a_z, b_z, x):
        low, high = (a_z * (age - np.mean(x)) / np.std(x) + b_z for age in (0.0, 1.0))
        return np.array([high - low, low], dtype=np.float32)
    """)
bank.right("back_to_years", "TensorFlow", """
    # exercise: back_to_years
    def back_to_years(a_z, b_z, x):
        x = tf.constant(x)
        std = tf.sqrt(tf.reduce_mean((x - tf.reduce_mean(x)) ** 2))
        return a_z / std, b_z - a_z * tf.reduce_mean(x) / std
    """)
bank.wrong("back_to_years", "intercept not translated", """
    # exercise: back_to_years
    def back_to_years(a_z, b_z, x):
        return a_z / np.std(x), b_z
    """)
bank.wrong("back_to_years", "multiplied by the standard deviation", """
    # exercise: back_to_years
    def back_to_years(a_z, b_z, x):
        a = a_z * np.std(x)
        return a, b_z - a * np.mean(x)
    """)
bank.wrong("back_to_years", "mean added", """
    # exercise: back_to_years
    def back_to_years(a_z, b_z, x):
        a = a_z / np.std(x)
        return a, b_z + a * np.mean(x)
    """)
bank.wrong("back_to_years", "mean not divided by the standard deviation", """
    # exercise: back_to_years
    def back_to_years(a_z, b_z, x):
        return a_z / np.std(x), b_z - a_z * np.mean(x)
    """)


# What no check has to notice
bank.argued("backward_pass", "* 1` became", because="a local gradient of 1")
