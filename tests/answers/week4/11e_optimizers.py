"""Answers to the lesson on optimizers. Nothing a check looks at is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week4/11e_optimizers")

# --- gd

bank.right("gd", "a loop over the parameters, the state handed on", '''
    # exercise: gd
    def gd(theta, gradient, state, t, rate):
        return [p - rate * g for p, g in zip(theta, gradient)], state
''')
bank.right("gd", "TensorFlow, float64", '''
    # exercise: gd
    def gd(theta, gradient, state, t, rate):
        return tf.constant(theta, tf.float64) - rate * tf.constant(gradient, tf.float64), []
''')
bank.right("gd", "in place, on a copy", """
    # exercise: gd
    def gd(theta, gradient, state, t, rate):
        theta = np.array(theta)
        theta -= rate * gradient
        return theta, state
""")
bank.wrong("gd", "theta changed in place", """
    # exercise: gd
    def gd(theta, gradient, state, t, rate):
        theta -= rate * gradient
        return theta, []
""")
bank.wrong("gd", "uphill", '''
    # exercise: gd
    def gd(theta, gradient, state, t, rate):
        return theta + rate * gradient, []
''')
bank.wrong("gd", "only the step, not the new theta", '''
    # exercise: gd
    def gd(theta, gradient, state, t, rate):
        return -rate * gradient, []
''')
bank.wrong("gd", "the direction only: the gradient divided by its norm", '''
    # exercise: gd
    def gd(theta, gradient, state, t, rate):
        return theta - rate * gradient / np.linalg.norm(gradient), []
''')
bank.wrong("gd", "rate divided by the number of the step", '''
    # exercise: gd
    def gd(theta, gradient, state, t, rate):
        return theta - rate / t * gradient, []
''')

# --- momentum

bank.right("momentum", "velocity with the other sign inside, turned on return", '''
    # exercise: momentum
    def momentum(theta, gradient, state, t, rate, beta=0.9):
        (v,) = state
        push = rate * gradient - beta * v
        return theta - push, [-push]
''')
bank.right("momentum", "TensorFlow, float64", '''
    # exercise: momentum
    def momentum(theta, gradient, state, t, rate, beta=0.9):
        v = beta * tf.constant(state[0]) - rate * tf.constant(gradient)
        return tf.constant(theta) + v, (v,)
''')
bank.wrong("momentum", "the velocity changed in place", """
    # exercise: momentum
    def momentum(theta, gradient, state, t, rate, beta=0.9):
        velocity = state[0]
        velocity *= beta
        velocity -= rate * gradient
        return theta + velocity, [velocity]
""")
bank.wrong("momentum", "the old velocity moves theta", '''
    # exercise: momentum
    def momentum(theta, gradient, state, t, rate, beta=0.9):
        v = beta * state[0] - rate * gradient
        return theta + state[0], [v]
''')
bank.wrong("momentum", "a running mean: (1 − beta) times the gradient", '''
    # exercise: momentum
    def momentum(theta, gradient, state, t, rate, beta=0.9):
        v = beta * state[0] - (1 - beta) * rate * gradient
        return theta + v, [v]
''')
bank.wrong("momentum", "Nesterov's look ahead", '''
    # exercise: momentum
    def momentum(theta, gradient, state, t, rate, beta=0.9):
        v = beta * state[0] - rate * gradient
        return theta + beta * v - rate * gradient, [v]
''')
bank.wrong("momentum", "the velocity is never remembered", '''
    # exercise: momentum
    def momentum(theta, gradient, state, t, rate, beta=0.9):
        v = beta * state[0] - rate * gradient
        return theta + v, state
''')

# --- adagrad

bank.right("adagrad", "ε added to the root", '''
    # exercise: adagrad
    def adagrad(theta, gradient, state, t, rate, epsilon=1e-7):
        s = state[0] + np.square(gradient)
        return theta - rate / (np.sqrt(s) + epsilon) * gradient, [s]
''')
bank.right("adagrad", "a loop over the parameters", '''
    # exercise: adagrad
    def adagrad(theta, gradient, state, t, rate, epsilon=1e-7):
        new, s = [], []
        for p, g, total in zip(theta, gradient, state[0]):
            s.append(total + g * g)
            new.append(p - rate * g * (s[-1] + epsilon) ** -0.5)
        return new, [s]
''')
bank.wrong("adagrad", "no root", '''
    # exercise: adagrad
    def adagrad(theta, gradient, state, t, rate, epsilon=1e-7):
        s = state[0] + gradient**2
        return theta - rate * gradient / (s + epsilon), [s]
''')
bank.wrong("adagrad", "gradients added up, not their squares", '''
    # exercise: adagrad
    def adagrad(theta, gradient, state, t, rate, epsilon=1e-7):
        s = state[0] + gradient
        return theta - rate * gradient / np.sqrt(s**2 + epsilon), [s]
''')
bank.wrong("adagrad", "one sum for all parameters", '''
    # exercise: adagrad
    def adagrad(theta, gradient, state, t, rate, epsilon=1e-7):
        s = state[0] + np.sum(gradient**2)
        return theta - rate * gradient / np.sqrt(s + epsilon), [s]
''', points=1)
bank.wrong("adagrad", "only the last gradient counts", '''
    # exercise: adagrad
    def adagrad(theta, gradient, state, t, rate, epsilon=1e-7):
        s = gradient**2
        return theta - rate * gradient / np.sqrt(s + epsilon), [s]
''')

# --- rmsprop

bank.right("rmsprop", "ε added to the root, update of s by a difference", '''
    # exercise: rmsprop
    def rmsprop(theta, gradient, state, t, rate, rho=0.9, epsilon=1e-7):
        s = state[0] + (1 - rho) * (gradient**2 - state[0])
        return theta - rate * gradient / (epsilon + s**0.5), [s]
''')
bank.right("rmsprop", "TensorFlow, float64", '''
    # exercise: rmsprop
    def rmsprop(theta, gradient, state, t, rate, rho=0.9, epsilon=1e-7):
        g = tf.constant(gradient, tf.float64)
        s = rho * tf.constant(state[0], tf.float64) + (1 - rho) * g * g
        return theta - rate * g * tf.math.rsqrt(s + epsilon), [s]
''')
bank.wrong("rmsprop", "rho and 1 − rho swapped", '''
    # exercise: rmsprop
    def rmsprop(theta, gradient, state, t, rate, rho=0.9, epsilon=1e-7):
        s = (1 - rho) * state[0] + rho * gradient**2
        return theta - rate * gradient / np.sqrt(s + epsilon), [s]
''', points=1)
bank.wrong("rmsprop", "the sum of Adagrad", '''
    # exercise: rmsprop
    def rmsprop(theta, gradient, state, t, rate, rho=0.9, epsilon=1e-7):
        s = state[0] + gradient**2
        return theta - rate * gradient / np.sqrt(s + epsilon), [s]
''')
bank.wrong("rmsprop", "no root", '''
    # exercise: rmsprop
    def rmsprop(theta, gradient, state, t, rate, rho=0.9, epsilon=1e-7):
        s = rho * state[0] + (1 - rho) * gradient**2
        return theta - rate * gradient / (s + epsilon), [s]
''')
bank.wrong("rmsprop", "the old s under the root", '''
    # exercise: rmsprop
    def rmsprop(theta, gradient, state, t, rate, rho=0.9, epsilon=1e-7):
        s = rho * state[0] + (1 - rho) * gradient**2
        return theta - rate * gradient / np.sqrt(state[0] + epsilon), [s]
''')

# --- adadelta

bank.right("adadelta", "a named root, float64", '''
    # exercise: adadelta
    def adadelta(theta, gradient, state, t, rate, rho=0.95, epsilon=1e-7):
        def root(mean_square):
            return np.sqrt(mean_square + epsilon)
        s, u = state
        s = rho * s + (1 - rho) * gradient * gradient
        step = gradient * root(u) / root(s)
        return theta - rate * step, [s, rho * u + (1 - rho) * step * step]
''')
bank.right("adadelta", "TensorFlow, float64", '''
    # exercise: adadelta
    def adadelta(theta, gradient, state, t, rate, rho=0.95, epsilon=1e-7):
        g, s, u = (tf.constant(array, tf.float64) for array in (gradient, state[0], state[1]))
        s = rho * s + (1 - rho) * tf.square(g)
        delta = -tf.sqrt((u + epsilon) / (s + epsilon)) * g
        u = rho * u + (1 - rho) * tf.square(delta)
        return theta + rate * delta, [s, u]
''')
bank.wrong("adadelta", "the new u in the step", '''
    # exercise: adadelta
    def adadelta(theta, gradient, state, t, rate, rho=0.95, epsilon=1e-7):
        s = rho * state[0] + (1 - rho) * gradient**2
        delta = -np.sqrt(state[1] + epsilon) / np.sqrt(s + epsilon) * gradient
        u = rho * state[1] + (1 - rho) * delta**2
        delta = -np.sqrt(u + epsilon) / np.sqrt(s + epsilon) * gradient
        return theta + rate * delta, [s, u]
''')
bank.wrong("adadelta", "sums instead of running means", '''
    # exercise: adadelta
    def adadelta(theta, gradient, state, t, rate, rho=0.95, epsilon=1e-7):
        s = state[0] + gradient**2
        delta = -np.sqrt(state[1] + epsilon) / np.sqrt(s + epsilon) * gradient
        return theta + rate * delta, [s, state[1] + delta**2]
''')
bank.wrong("adadelta", "steps never remembered", '''
    # exercise: adadelta
    def adadelta(theta, gradient, state, t, rate, rho=0.95, epsilon=1e-7):
        s = rho * state[0] + (1 - rho) * gradient**2
        delta = -np.sqrt(state[1] + epsilon) / np.sqrt(s + epsilon) * gradient
        return theta + rate * delta, [s, state[1]]
''')
bank.wrong("adadelta", "the rate inside Δ, so that it shrinks the memory of the steps", '''
    # exercise: adadelta
    def adadelta(theta, gradient, state, t, rate, rho=0.95, epsilon=1e-7):
        s = rho * state[0] + (1 - rho) * gradient**2
        delta = -rate * np.sqrt(state[1] + epsilon) / np.sqrt(s + epsilon) * gradient
        return theta + delta, [s, rho * state[1] + (1 - rho) * delta**2]
''', points=1)

# --- adam

bank.right("adam", "Keras' way: the correction in the rate", '''
    # exercise: adam
    def adam(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m, v = state
        m = m + (gradient - m) * (1 - beta1)
        v = v + (gradient**2 - v) * (1 - beta2)
        return theta - rate * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + epsilon), [m, v]
''')
bank.right("adam", "TensorFlow, float64", '''
    # exercise: adam
    def adam(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        g = tf.constant(gradient, tf.float64)
        m = beta1 * tf.constant(state[0], tf.float64) + (1 - beta1) * g
        v = beta2 * tf.constant(state[1], tf.float64) + (1 - beta2) * g**2
        return theta - rate * (m / (1 - beta1**t)) / (tf.sqrt(v / (1 - beta2**t)) + epsilon), [m, v]
''')
bank.wrong("adam", "the state changed in place", """
    # exercise: adam
    def adam(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        state[0] = beta1 * state[0] + (1 - beta1) * gradient
        state[1] = beta2 * state[1] + (1 - beta2) * gradient**2
        m_hat, v_hat = state[0] / (1 - beta1**t), state[1] / (1 - beta2**t)
        return theta - rate * m_hat / (np.sqrt(v_hat) + epsilon), state
""")
bank.wrong("adam", "no correction of the start", '''
    # exercise: adam
    def adam(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = beta1 * state[0] + (1 - beta1) * gradient
        v = beta2 * state[1] + (1 - beta2) * gradient**2
        return theta - rate * m / (np.sqrt(v) + epsilon), [m, v]
''')
bank.wrong("adam", "the corrected means are remembered", '''
    # exercise: adam
    def adam(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = (beta1 * state[0] + (1 - beta1) * gradient) / (1 - beta1**t)
        v = (beta2 * state[1] + (1 - beta2) * gradient**2) / (1 - beta2**t)
        return theta - rate * m / (np.sqrt(v) + epsilon), [m, v]
''')
bank.wrong("adam", "t counted from 2: the correction one step ahead", '''
    # exercise: adam
    def adam(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = beta1 * state[0] + (1 - beta1) * gradient
        v = beta2 * state[1] + (1 - beta2) * gradient**2
        m_hat, v_hat = m / (1 - beta1 ** (t + 1)), v / (1 - beta2 ** (t + 1))
        return theta - rate * m_hat / (np.sqrt(v_hat) + epsilon), [m, v]
''')
bank.wrong("adam", "the correction of the first step in every step", '''
    # exercise: adam
    def adam(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = beta1 * state[0] + (1 - beta1) * gradient
        v = beta2 * state[1] + (1 - beta2) * gradient**2
        return theta - rate * (m / (1 - beta1)) / (np.sqrt(v / (1 - beta2)) + epsilon), [m, v]
''', points=1)
bank.wrong("adam", "the plain gradient in place of m", '''
    # exercise: adam
    def adam(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = beta1 * state[0] + (1 - beta1) * gradient
        v = beta2 * state[1] + (1 - beta2) * gradient**2
        return theta - rate * gradient / (np.sqrt(v / (1 - beta2**t)) + epsilon), [m, v]
''', points=1)

# --- amsgrad

bank.right("amsgrad", "correction of m and v_max one by one", '''
    # exercise: amsgrad
    def amsgrad(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = beta1 * state[0] + (1 - beta1) * gradient
        v = beta2 * state[1] + (1 - beta2) * gradient**2
        largest = np.where(v > state[2], v, state[2])
        step = (m / (1 - beta1**t)) / (np.sqrt(largest / (1 - beta2**t)) + epsilon)
        return theta - rate * step, [m, v, largest]
''')
bank.right("amsgrad", "TensorFlow, float64", '''
    # exercise: amsgrad
    def amsgrad(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m, v, top = (tf.constant(array, tf.float64) for array in state)
        m = beta1 * m + (1 - beta1) * gradient
        v = beta2 * v + (1 - beta2) * gradient**2
        top = tf.maximum(top, v)
        rate = rate * (1 - beta2**t) ** 0.5 / (1 - beta1**t)
        return theta - rate * m / (tf.sqrt(top) + epsilon), [m, v, top]
''')
bank.wrong("amsgrad", "plain Adam, the maximum only remembered", '''
    # exercise: amsgrad
    def amsgrad(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = beta1 * state[0] + (1 - beta1) * gradient
        v = beta2 * state[1] + (1 - beta2) * gradient**2
        step = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
        return theta - rate * step, [m, v, np.maximum(state[2], v)]
''')
bank.wrong("amsgrad", "the maximum put back into v", '''
    # exercise: amsgrad
    def amsgrad(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = beta1 * state[0] + (1 - beta1) * gradient
        v = np.maximum(state[2], beta2 * state[1] + (1 - beta2) * gradient**2)
        step = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
        return theta - rate * step, [m, v, v]
''')
bank.wrong("amsgrad", "no correction of the start", '''
    # exercise: amsgrad
    def amsgrad(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = beta1 * state[0] + (1 - beta1) * gradient
        v = beta2 * state[1] + (1 - beta2) * gradient**2
        top = np.maximum(state[2], v)
        return theta - rate * m / (np.sqrt(top) + epsilon), [m, v, top]
''')
bank.wrong("amsgrad", "the smaller instead of the larger", '''
    # exercise: amsgrad
    def amsgrad(theta, gradient, state, t, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        m = beta1 * state[0] + (1 - beta1) * gradient
        v = beta2 * state[1] + (1 - beta2) * gradient**2
        least = np.minimum(state[2], v)
        step = (m / (1 - beta1**t)) / (np.sqrt(least / (1 - beta2**t)) + epsilon)
        return theta - rate * step, [m, v, least]
''')

# --- kind_of_point

bank.right("kind_of_point", "counts the signs in a loop", '''
    # exercise: kind_of_point
    def kind_of_point(H, tolerance=1e-8):
        up = down = 0
        for eigenvalue in np.linalg.eigvals(H).real:
            if eigenvalue > tolerance:
                up += 1
            elif eigenvalue < -tolerance:
                down += 1
        if up and down:
            return "saddle"
        if up == len(H):
            return "minimum"
        if down == len(H):
            return "maximum"
        return "undecided"
''')
bank.right("kind_of_point", "TensorFlow: smallest and largest eigenvalue", '''
    # exercise: kind_of_point
    def kind_of_point(H, tolerance=1e-8):
        eigenvalues = tf.linalg.eigvalsh(tf.constant(H, tf.float64)).numpy()
        low, high = eigenvalues[0], eigenvalues[-1]
        if low > tolerance:
            return "minimum"
        if high < -tolerance:
            return "maximum"
        return "saddle" if low < -tolerance and high > tolerance else "undecided"
''')
bank.wrong("kind_of_point", "signs of the diagonal", '''
    # exercise: kind_of_point
    def kind_of_point(H, tolerance=1e-8):
        d = np.diag(H)
        if (d > tolerance).all():
            return "minimum"
        if (d < -tolerance).all():
            return "maximum"
        return "saddle" if (d > tolerance).any() and (d < -tolerance).any() else "undecided"
''', points=1)
bank.wrong("kind_of_point", "only the determinant, as in the plane", '''
    # exercise: kind_of_point
    def kind_of_point(H, tolerance=1e-8):
        determinant = np.linalg.det(H)
        if abs(determinant) < tolerance:
            return "undecided"
        if determinant < 0:
            return "saddle"
        return "minimum" if H[0, 0] > 0 else "maximum"
''', points=1)
bank.wrong("kind_of_point", "flat directions ignored", '''
    # exercise: kind_of_point
    def kind_of_point(H, tolerance=1e-8):
        e = np.linalg.eigvalsh(H)
        if (e >= -tolerance).all():
            return "minimum"
        return "maximum" if (e <= tolerance).all() else "saddle"
''', points=1)
bank.wrong("kind_of_point", "everything that is neither minimum nor maximum is a saddle", '''
    # exercise: kind_of_point
    def kind_of_point(H, tolerance=1e-8):
        e = np.linalg.eigvalsh(H)
        if (e > tolerance).all():
            return "minimum"
        return "maximum" if (e < -tolerance).all() else "saddle"
''', points=1)
bank.wrong("kind_of_point", "minimum and maximum swapped", '''
    # exercise: kind_of_point
    def kind_of_point(H, tolerance=1e-8):
        e = np.linalg.eigvalsh(H)
        up, down = (e > tolerance), (e < -tolerance)
        if up.any() and down.any():
            return "saddle"
        if up.all():
            return "maximum"
        return "minimum" if down.all() else "undecided"
''', points=1)


# What no check has to notice
bank.argued(
    "adam",
    "`np.sqrt(v_hat) - epsilon`",
    "epsilon is always its default",
    because="Keras adds its epsilon to another root; both are right, so only that there is one is checked",
)
bank.argued(
    "amsgrad",
    "`np.sqrt(v_max) - epsilon`",
    "epsilon is always its default",
    because="the formula and Keras add it to different roots; both are right, so only that there is one is checked",
)
bank.argued(
    "kind_of_point",
    "`eigenvalues >= tolerance`",
    "`eigenvalues <= -tolerance`",
    because="an eigenvalue that is exactly the tolerance may be either",
)

bank.argued(
    "adagrad",
    "epsilon is always",
    because="beside the sum or beside its root, epsilon is right: only that there is one is checked",
)
bank.argued(
    "rmsprop",
    "epsilon is always",
    because="beside the mean or beside its root, epsilon is right: only that there is one is checked",
)
