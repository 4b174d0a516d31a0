"""Right and wrong answers to the exercises of week4/10_a_gradient_tape."""

from autograder.trials.bank import Bank

bank = Bank("week4/10_a_gradient_tape")

# --- product_by_hand

bank.right("product_by_hand", "formulas, tuple", """
    # exercise: product_by_hand
    def product_by_hand(x, y, z):
        return (x + y) * z, z, z, x + y
    """)
bank.right("product_by_hand", "node by node, float32 array", """
    # exercise: product_by_hand
    def product_by_hand(x, y, z):
        q = x + y
        f = q * z
        df = 1.0
        dq, dz = z * df, q * df
        return np.array([f, dq * 1, dq * 1, dz], dtype=np.float32)
    """)
bank.wrong("product_by_hand", "a product keeps its own factor", """
    # exercise: product_by_hand
    def product_by_hand(x, y, z):
        return (x + y) * z, x + y, x + y, z
    """)
bank.wrong("product_by_hand", "stops at the sum: local derivative 1 only", """
    # exercise: product_by_hand
    def product_by_hand(x, y, z):
        return (x + y) * z, 1.0, 1.0, x + y
    """)
bank.wrong("product_by_hand", "product rule over all three inputs", """
    # exercise: product_by_hand
    def product_by_hand(x, y, z):
        return (x + y) * z, y * z, x * z, x + y
    """)
bank.wrong("product_by_hand", "the value is missing", """
    # exercise: product_by_hand
    def product_by_hand(x, y, z):
        return z, z, x + y
    """)
bank.wrong("product_by_hand", "the numbers of the examples as literals", """
    # exercise: product_by_hand
    def product_by_hand(x, y, z):
        return (12, 4, 4, 3) if z > 0 else (-12, -4, -4, 3)
    """)

# --- product_by_tape

bank.right("product_by_tape", "float32 variables", """
    # exercise: product_by_tape
    def product_by_tape(x, y, z):
        x, y, z = tf.Variable(x), tf.Variable(y), tf.Variable(z)
        with tf.GradientTape() as tape:
            f = (x + y) * z
        fx, fy, fz = tape.gradient(f, [x, y, z])
        return f, fx, fy, fz
    """)
bank.right("product_by_tape", "one watched float64 vector, NumPy result", """
    # exercise: product_by_tape
    def product_by_tape(x, y, z):
        p = tf.constant([x, y, z], dtype=tf.float64)
        with tf.GradientTape() as tape:
            tape.watch(p)
            f = (p[0] + p[1]) * p[2]
        return np.concatenate([[f.numpy()], tape.gradient(f, p).numpy()])
    """)
bank.right("product_by_tape", "persistent tape, floats in a list", """
    # exercise: product_by_tape
    def product_by_tape(x, y, z):
        inputs = [tf.Variable(float(v)) for v in (x, y, z)]
        with tf.GradientTape(persistent=True) as tape:
            f = (inputs[0] + inputs[1]) * inputs[2]
        result = [float(f)]
        for v in inputs:
            result.append(float(tape.gradient(f, v)))
        return result
    """)
bank.wrong("product_by_tape", "constants that nobody watches", """
    # exercise: product_by_tape
    def product_by_tape(x, y, z):
        x, y, z = tf.constant(x), tf.constant(y), tf.constant(z)
        with tf.GradientTape() as tape:
            f = (x + y) * z
        return f, *tape.gradient(f, [x, y, z])
    """)
bank.wrong("product_by_tape", "an ordinary tape asked three times", """
    # exercise: product_by_tape
    def product_by_tape(x, y, z):
        x, y, z = tf.Variable(x), tf.Variable(y), tf.Variable(z)
        with tf.GradientTape() as tape:
            f = (x + y) * z
        return f, tape.gradient(f, x), tape.gradient(f, y), tape.gradient(f, z)
    """)
bank.wrong("product_by_tape", "computed before the block", """
    # exercise: product_by_tape
    def product_by_tape(x, y, z):
        x, y, z = tf.Variable(x), tf.Variable(y), tf.Variable(z)
        f = (x + y) * z
        with tf.GradientTape() as tape:
            pass
        return f, *tape.gradient(f, [x, y, z])
    """)
bank.wrong("product_by_tape", "asked inside the block, for the sum only", """
    # exercise: product_by_tape
    def product_by_tape(x, y, z):
        x, y, z = tf.Variable(x), tf.Variable(y), tf.Variable(z)
        with tf.GradientTape() as tape:
            q = x + y
            fx, fy = tape.gradient(q, [x, y])
            f = q * z
        return f, fx, fy, q
    """)
bank.wrong("product_by_tape", "the worked example as literal", """
    # exercise: product_by_tape
    def product_by_tape(x, y, z):
        return (12.0, 4.0, 4.0, 3.0)
    """)

# --- paths_by_hand

bank.right("paths_by_hand", "multiplied out", """
    # exercise: paths_by_hand
    def paths_by_hand(a, b):
        return a + b, b + 1, (a + b) * (b + 1), b + 1, a + 2 * b + 1
    """)
bank.right("paths_by_hand", "loop over the paths, float32", """
    # exercise: paths_by_hand
    def paths_by_hand(a, b):
        c, d = a + b, b + 1
        gradient_b = 0
        for path in ([1, d], [1, c]):
            gradient_b += path[0] * path[1]
        return np.float32([c, d, c * d, d, gradient_b])
    """)
bank.right("paths_by_hand", "TensorFlow", """
    # exercise: paths_by_hand
    def paths_by_hand(a, b):
        a, b = tf.Variable(a), tf.Variable(b)
        with tf.GradientTape() as tape:
            c = a + b
            d = b + 1
            e = c * d
        return c, d, e, *tape.gradient(e, [a, b])
    """)
bank.wrong("paths_by_hand", "only the path over c", """
    # exercise: paths_by_hand
    def paths_by_hand(a, b):
        c, d = a + b, b + 1
        return c, d, c * d, d, d
    """, points=1)
bank.wrong("paths_by_hand", "only the path over d", """
    # exercise: paths_by_hand
    def paths_by_hand(a, b):
        c, d = a + b, b + 1
        return c, d, c * d, d, c
    """, points=1)
bank.wrong("paths_by_hand", "paths multiplied instead of added", """
    # exercise: paths_by_hand
    def paths_by_hand(a, b):
        c, d = a + b, b + 1
        return c, d, c * d, d, c * d
    """, points=1)
bank.wrong("paths_by_hand", "a product keeps its own factor", """
    # exercise: paths_by_hand
    def paths_by_hand(a, b):
        c, d = a + b, b + 1
        return c, d, c * d, c, c + d
    """, points=1)
bank.wrong("paths_by_hand", "the worked example as literal", """
    # exercise: paths_by_hand
    def paths_by_hand(a, b):
        return 3, 2, 6, 2, 5
    """)
bank.wrong("paths_by_hand", "e is the sum of c and d", """
    # exercise: paths_by_hand
    def paths_by_hand(a, b):
        c, d = a + b, b + 1
        return c, d, c + d, 1, 2
    """)

# --- sum_over_paths

bank.right("sum_over_paths", "generator with np.prod", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        return sum(np.prod(path) for path in paths)
    """)
bank.right("sum_over_paths", "loops", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        result = 0
        for path in paths:
            p = 1
            for local in path:
                p = p * local
            result = result + p
        return result
    """)
bank.right("sum_over_paths", "TensorFlow, float32", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        total = tf.constant(0.0)
        for path in paths:
            total += tf.reduce_prod(tf.constant(path, tf.float32))
        return total
    """)
bank.wrong("sum_over_paths", "first path only", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        return np.prod(paths[0]) if paths else 0
    """)
bank.wrong("sum_over_paths", "sums along the paths, product over them", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        return np.prod([sum(path) for path in paths]) if paths else 0
    """)
bank.wrong("sum_over_paths", "everything multiplied", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        result = 1.0 if paths else 0.0
        for path in paths:
            for local in path:
                result *= local
        return result
    """)
bank.wrong("sum_over_paths", "mean over the paths", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        return np.mean([np.prod(path) for path in paths]) if paths else 0
    """)
bank.wrong("sum_over_paths", "strongest path only", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        return max((np.prod(path) for path in paths), default=0)
    """)
bank.wrong("sum_over_paths", "needs paths of equal length", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        return np.array(paths).prod(axis=1).sum()
    """)
bank.wrong("sum_over_paths", "two edges a path at most", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        return sum(path[0] * (path[1] if len(path) > 1 else 1) for path in paths)
    """)
bank.wrong("sum_over_paths", "the worked example as literal", """
    # exercise: sum_over_paths
    def sum_over_paths(paths):
        return 5
    """)

# --- velocity

bank.right("velocity", "variable, float32", """
    # exercise: velocity
    def velocity(t):
        t = tf.Variable(t, dtype=tf.float32)
        with tf.GradientTape() as tape:
            p = position(t)
        return tape.gradient(p, t)
    """)
bank.right("velocity", "loop over single times, float64", """
    # exercise: velocity
    def velocity(t):
        result = []
        for moment in t:
            moment = tf.Variable(moment)
            with tf.GradientTape() as tape:
                p = position(moment)
            result.append(float(tape.gradient(p, moment)))
        return result
    """)
bank.right("velocity", "diagonal of the Jacobian, NumPy result", """
    # exercise: velocity
    def velocity(t):
        t = tf.convert_to_tensor(t)
        with tf.GradientTape() as tape:
            tape.watch(t)
            p = position(t)
        return np.diag(tape.jacobian(p, t).numpy())
    """)
bank.wrong("velocity", "constant without watch", """
    # exercise: velocity
    def velocity(t):
        t = tf.constant(t)
        with tf.GradientTape() as tape:
            p = position(t)
        return tape.gradient(p, t)
    """)
bank.wrong("velocity", "gradient of the mean position", """
    # exercise: velocity
    def velocity(t):
        t = tf.Variable(t)
        with tf.GradientTape() as tape:
            p = tf.reduce_mean(position(t))
        return tape.gradient(p, t)
    """)
bank.wrong("velocity", "the whole Jacobian", """
    # exercise: velocity
    def velocity(t):
        t = tf.Variable(t)
        with tf.GradientTape() as tape:
            p = position(t)
        return tape.jacobian(p, t)
    """)
bank.wrong("velocity", "leaves TensorFlow", """
    # exercise: velocity
    def velocity(t):
        t = tf.Variable(t)
        with tf.GradientTape() as tape:
            p = tf.constant(np.exp(-t.numpy() / 4) * np.cos(2 * t.numpy()))
        return tape.gradient(p, t)
    """)
bank.wrong("velocity", "product rule forgotten", """
    # exercise: velocity
    def velocity(t):
        return (-np.exp(-t / 4) / 4) * (-2 * np.sin(2 * t))
    """)
bank.wrong("velocity", "position over time", """
    # exercise: velocity
    def velocity(t):
        return position(tf.constant(t)) / t
    """)
bank.wrong("velocity", "the worked example as literal", """
    # exercise: velocity
    def velocity(t):
        return np.full(len(t), -0.25)
    """)

# --- jacobian

bank.right("jacobian", "tape.jacobian, float64", """
    # exercise: jacobian
    def jacobian(r, phi):
        p = tf.Variable([r, phi], dtype=tf.float64)
        with tf.GradientTape() as tape:
            point = tf.stack([p[0] * tf.cos(p[1]), p[0] * tf.sin(p[1])])
        return tape.jacobian(point, p)
    """)
bank.right("jacobian", "two tapes, NumPy array", """
    # exercise: jacobian
    def jacobian(r, phi):
        r, phi = tf.Variable(r), tf.Variable(phi)
        with tf.GradientTape() as tape_x:
            x = r * tf.cos(phi)
        with tf.GradientTape() as tape_y:
            y = r * tf.sin(phi)
        rows = [tape_x.gradient(x, [r, phi]), tape_y.gradient(y, [r, phi])]
        return np.array([[float(g) for g in row] for row in rows])
    """)
bank.right("jacobian", "formulas", """
    # exercise: jacobian
    def jacobian(r, phi):
        return ((np.cos(phi), -r * np.sin(phi)), (np.sin(phi), r * np.cos(phi)))
    """)
bank.wrong("jacobian", "transposed", """
    # exercise: jacobian
    def jacobian(r, phi):
        r, phi = tf.Variable(r), tf.Variable(phi)
        with tf.GradientTape(persistent=True) as tape:
            x, y = r * tf.cos(phi), r * tf.sin(phi)
        return [[tape.gradient(x, r), tape.gradient(y, r)], [tape.gradient(x, phi), tape.gradient(y, phi)]]
    """)
bank.wrong("jacobian", "a list of results, whose gradients are added", """
    # exercise: jacobian
    def jacobian(r, phi):
        r, phi = tf.Variable(r), tf.Variable(phi)
        with tf.GradientTape() as tape:
            x, y = r * tf.cos(phi), r * tf.sin(phi)
        return tape.gradient([x, y], [r, phi])
    """)
bank.wrong("jacobian", "an ordinary tape asked twice", """
    # exercise: jacobian
    def jacobian(r, phi):
        r, phi = tf.Variable(r), tf.Variable(phi)
        with tf.GradientTape() as tape:
            x, y = r * tf.cos(phi), r * tf.sin(phi)
        return [tape.gradient(x, [r, phi]), tape.gradient(y, [r, phi])]
    """)
bank.wrong("jacobian", "angle in degrees", """
    # exercise: jacobian
    def jacobian(r, phi):
        r, phi = tf.Variable(r), tf.Variable(phi)
        with tf.GradientTape(persistent=True) as tape:
            x, y = r * tf.cos(phi * np.pi / 180), r * tf.sin(phi * np.pi / 180)
        return [tape.gradient(x, [r, phi]), tape.gradient(y, [r, phi])]
    """)
bank.wrong("jacobian", "sign of the derivative of cos forgotten", """
    # exercise: jacobian
    def jacobian(r, phi):
        return [[np.cos(phi), r * np.sin(phi)], [np.sin(phi), r * np.cos(phi)]]
    """)
bank.wrong("jacobian", "the worked example as literal", """
    # exercise: jacobian
    def jacobian(r, phi):
        return [[0.0, -2.0], [1.0, 0.0]]
    """)

# --- central_differences

bank.right("central_differences", "rows of a unit matrix", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        steps = h * np.eye(len(point))
        return [(function(point + step) - function(point - step)) / (2 * h) for step in steps]
    """)
bank.right("central_differences", "loop with copies", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        result = np.zeros_like(point)
        for i in range(point.size):
            above, below = point.copy(), point.copy()
            above[i] += h
            below[i] -= h
            result[i] = (function(above) - function(below)) / (above[i] - below[i])
        return result
    """)
bank.right("central_differences", "TensorFlow, float32", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        point = tf.constant(point, dtype=tf.float32)
        steps = h * tf.eye(len(point))
        quotients = [(function((point + s).numpy()) - function((point - s).numpy())) / (2 * h) for s in steps]
        return tf.constant(quotients, dtype=tf.float32)
    """)
bank.wrong("central_differences", "one-sided difference", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        steps = h * np.eye(len(point))
        return [(function(point + step) - function(point)) / h for step in steps]
    """)
bank.wrong("central_differences", "divided by h, not by 2h", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        steps = h * np.eye(len(point))
        return [(function(point + step) - function(point - step)) / h for step in steps]
    """)
bank.wrong("central_differences", "brackets forgotten: divided by 2, times h", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        steps = h * np.eye(len(point))
        return [(function(point + step) - function(point - step)) / 2 * h for step in steps]
    """)
bank.wrong("central_differences", "all entries moved at once", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        quotient = (function(point + h) - function(point - h)) / (2 * h)
        return np.full(len(point), quotient)
    """)
bank.wrong("central_differences", "moved and never moved back", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        result = np.zeros(len(point))
        for i in range(len(point)):
            point[i] += h
            above = function(point)
            point[i] -= 2 * h
            result[i] = (above - function(point)) / (2 * h)
        return result
    """)
bank.wrong("central_differences", "two entries only", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        steps = h * np.eye(len(point))[:2]
        return np.array([(function(point + s) - function(point - s)) / (2 * h) for s in steps])
    """)
bank.wrong("central_differences", "the exact derivative instead of the quotient", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        result = 3 * point**2
        result[0] += point[-1]
        result[-1] += point[0]
        return result
    """)
bank.wrong("central_differences", "a step of its own instead of h", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        h = 1e-5
        return [(function(point + step) - function(point - step)) / (2 * h) for step in h * np.eye(len(point))]
    """)
bank.wrong("central_differences", "the worked example as literal", """
    # exercise: central_differences
    def central_differences(point, h, function=cubes):
        return np.resize([5.25, 13.25], len(point))
    """)

# --- acceleration

bank.right("acceleration", "watched constant, float32", """
    # exercise: acceleration
    def acceleration(t):
        t = tf.constant(t, dtype=tf.float32)
        with tf.GradientTape() as outer:
            outer.watch(t)
            with tf.GradientTape() as inner:
                inner.watch(t)
                p = position(t)
            v = inner.gradient(p, t)
        return outer.gradient(v, t)
    """)
bank.right("acceleration", "loop over single times, float64", """
    # exercise: acceleration
    def acceleration(t):
        result = np.zeros(len(t))
        for i in range(len(t)):
            moment = tf.Variable(t[i])
            with tf.GradientTape() as outer:
                with tf.GradientTape() as inner:
                    p = position(moment)
                v = inner.gradient(p, moment)
            result[i] = outer.gradient(v, moment)
        return result
    """)
bank.right("acceleration", "formula", """
    # exercise: acceleration
    def acceleration(t):
        return np.exp(-t / 4) * (np.sin(2 * t) - 63 / 16 * np.cos(2 * t))
    """)
bank.wrong("acceleration", "inner gradient after the outer block", """
    # exercise: acceleration
    def acceleration(t):
        t = tf.Variable(t)
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                p = position(t)
        v = inner.gradient(p, t)
        return outer.gradient(v, t)
    """)
bank.wrong("acceleration", "outer tape asked for the position", """
    # exercise: acceleration
    def acceleration(t):
        t = tf.Variable(t)
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                p = position(t)
            v = inner.gradient(p, t)
        return outer.gradient(p, t)
    """)
bank.wrong("acceleration", "one tape asked twice", """
    # exercise: acceleration
    def acceleration(t):
        t = tf.Variable(t)
        with tf.GradientTape() as tape:
            p = position(t)
        v = tape.gradient(p, t)
        return tape.gradient(v, t)
    """)
bank.wrong("acceleration", "velocity squared", """
    # exercise: acceleration
    def acceleration(t):
        t = tf.Variable(t)
        with tf.GradientTape() as tape:
            p = position(t)
        return tape.gradient(p, t) ** 2
    """)
bank.wrong("acceleration", "second derivative of the cosine only", """
    # exercise: acceleration
    def acceleration(t):
        return -4 * np.exp(-t / 4) * np.cos(2 * t)
    """)
bank.wrong("acceleration", "gradient of the mean velocity", """
    # exercise: acceleration
    def acceleration(t):
        t = tf.Variable(t)
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                p = position(t)
            v = tf.reduce_mean(inner.gradient(p, t))
        return outer.gradient(v, t)
    """)
bank.wrong("acceleration", "the worked example as literal", """
    # exercise: acceleration
    def acceleration(t):
        return np.full(len(t), -3.9375)
    """)

# --- descend

bank.right("descend", "variable and assign_sub, float32", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        theta = tf.Variable(start, dtype=tf.float32)
        path = [theta.numpy()]
        for step in range(steps):
            with tf.GradientTape() as tape:
                loss = bowl(theta)
            theta.assign_sub(learning_rate * tape.gradient(loss, theta))
            path.append(theta.numpy())
        return path
    """)
bank.right("descend", "watched tensors, stacked", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        path = [tf.constant(start)]
        while len(path) <= steps:
            with tf.GradientTape() as tape:
                tape.watch(path[-1])
                loss = bowl(path[-1])
            path.append(path[-1] - learning_rate * tape.gradient(loss, path[-1]))
        return tf.stack(path)
    """)
bank.right("descend", "array filled row by row, float64", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        path = np.zeros((steps + 1, 2))
        path[0] = start
        for k in range(steps):
            theta = tf.Variable(path[k])
            with tf.GradientTape() as tape:
                loss = bowl(theta)
            path[k + 1] = path[k] - learning_rate * tape.gradient(loss, theta).numpy()
        return path
    """)
bank.wrong("descend", "uphill", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        theta = tf.Variable(start)
        path = [theta.numpy()]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = bowl(theta)
            theta.assign_add(learning_rate * tape.gradient(loss, theta))
            path.append(theta.numpy())
        return np.array(path)
    """)
bank.wrong("descend", "the start is not in the path", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        theta = tf.Variable(start)
        path = []
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = bowl(theta)
            theta.assign_sub(learning_rate * tape.gradient(loss, theta))
            path.append(theta.numpy())
        return np.array(path)
    """)
bank.wrong("descend", "the same variable kept in every row", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        theta = tf.Variable(start)
        path = [theta]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = bowl(theta)
            theta.assign_sub(learning_rate * tape.gradient(loss, theta))
            path.append(theta)
        return path
    """)
bank.wrong("descend", "gradient of the start used for every step", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        theta = tf.Variable(start)
        with tf.GradientTape() as tape:
            loss = bowl(theta)
        gradient = tape.gradient(loss, theta).numpy()
        return np.array([start - k * learning_rate * gradient for k in range(steps + 1)])
    """)
bank.wrong("descend", "only the last point", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        theta = tf.Variable(start)
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = bowl(theta)
            theta.assign_sub(learning_rate * tape.gradient(loss, theta))
        return theta
    """)
bank.wrong("descend", "gradient scaled to length 1", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        theta = tf.Variable(start)
        path = [theta.numpy()]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = bowl(theta)
            gradient = tape.gradient(loss, theta)
            theta.assign_sub(learning_rate * gradient / tf.norm(gradient))
            path.append(theta.numpy())
        return np.array(path)
    """)
bank.wrong("descend", "a plain tensor that nobody watches after the first step", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        theta = tf.Variable(start)
        path = [theta.numpy()]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = bowl(theta)
            theta = theta - learning_rate * tape.gradient(loss, theta)
            path.append(theta.numpy())
        return np.array(path)
    """)
bank.wrong("descend", "the worked example as literal", """
    # exercise: descend
    def descend(start, learning_rate, steps):
        return np.array([[3.0, -2.0], [2.6, -2.2]])
    """)


# What no check has to notice
bank.argued(
    "product_by_hand",
    "change places",
    because="f and its derivatives stay what they are when x and y change places",
)
bank.argued(
    "product_by_tape",
    "change places",
    "became `tf.Variable(number)`",
    because="x and y are alike in f; single precision is enough",
)
bank.argued(
    "central_differences",
    "`np.zeros(len(point))` became `np.ones(len(point))`",
    because="every entry is overwritten",
)
