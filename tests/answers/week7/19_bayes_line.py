"""Answers to the exercises of week7/19_bayes_line. Nothing graded here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week7/19_bayes_line")

# --- grid_of_lines

bank.right("grid_of_lines", "two loops, scipy's logpdf, logsumexp", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        logs = np.zeros((len(intercepts), len(slopes)))
        for i, a in enumerate(intercepts):
            for j, b in enumerate(slopes):
                logs[i, j] = stats.norm.logpdf(y, a + b * x, noise).sum()
        return np.exp(logs - special.logsumexp(logs))
''')
bank.right("grid_of_lines", "meshgrid, point after point", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        a, b = np.meshgrid(intercepts, slopes, indexing="ij")
        logs = np.zeros(a.shape)
        for xi, yi in zip(x, y):
            logs -= 0.5 * ((yi - a - b * xi) / noise) ** 2
        weights = np.exp(logs - logs.max())
        return weights / weights.sum()
''')
bank.right("grid_of_lines", "sums of squares multiplied out", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        a, b = intercepts[:, None], slopes[None, :]
        squares = (y @ y + len(x) * a**2 + b**2 * (x @ x) - 2 * a * y.sum() - 2 * b * (x @ y)
                   + 2 * a * b * x.sum())
        return special.softmax(-squares / (2 * noise**2))
''')
bank.right("grid_of_lines", "TensorFlow, float64", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        a, b, x, y = (tf.cast(each, tf.float64) for each in (intercepts, slopes, x, y))
        error = (y - a[:, None, None] - b[None, :, None] * x) / noise
        logs = -0.5 * tf.reduce_sum(error**2, axis=2)
        return tf.exp(logs - tf.reduce_logsumexp(logs))
''')
bank.right("grid_of_lines", "a list of lists", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        logs = [[-sum((yi - a - b * xi) ** 2 for xi, yi in zip(x, y)) / (2 * noise**2) for b in slopes]
                for a in intercepts]
        top = max(map(max, logs))
        weights = [[float(np.exp(log - top)) for log in row] for row in logs]
        total = sum(map(sum, weights))
        return [[weight / total for weight in row] for row in weights]
''')
bank.right("grid_of_lines", "float32 at the end", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = np.add.outer(intercepts, np.multiply.outer(slopes, x))
        logs = stats.norm(lines, noise).logpdf(y).sum(axis=-1)
        return special.softmax(logs).astype("float32")
''')
bank.wrong("grid_of_lines", "likelihood without logarithms: underflow", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x
        likelihood = np.prod(stats.norm.pdf(y, lines, noise), axis=2)
        with np.errstate(invalid="ignore"):
            return likelihood / likelihood.sum()
''', points=1)
bank.wrong("grid_of_lines", "the noise ignored", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x
        return special.softmax(-np.sum((y - lines) ** 2, axis=2) / 2)
''')
bank.wrong("grid_of_lines", "noise not squared", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x
        return special.softmax(-np.sum((y - lines) ** 2, axis=2) / (2 * noise))
''', points=0)
bank.wrong("grid_of_lines", "mean of the squares instead of their sum", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x
        return special.softmax(-np.mean((y - lines) ** 2, axis=2) / (2 * noise**2))
''')
bank.wrong("grid_of_lines", "each row adds up to 1", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x
        return special.softmax(-np.sum((y - lines) ** 2, axis=2) / (2 * noise**2), axis=1)
''')
bank.wrong("grid_of_lines", "a row for each slope", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x
        return special.softmax(-np.sum((y - lines) ** 2, axis=2) / (2 * noise**2)).T
''')
bank.wrong("grid_of_lines", "intercept and slope exchanged", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] * x + slopes[:, None]
        return special.softmax(-np.sum((y - lines) ** 2, axis=2) / (2 * noise**2))
''')
bank.wrong("grid_of_lines", "½ forgotten", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x
        return special.softmax(-np.sum((y - lines) ** 2, axis=2) / noise**2)
''')
bank.wrong("grid_of_lines", "log posterior", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x
        logs = -np.sum((y - lines) ** 2, axis=2) / (2 * noise**2)
        return logs - special.logsumexp(logs)
''')
bank.wrong("grid_of_lines", "a small number keeps the division alive", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x
        weights = np.exp(-np.sum((y - lines) ** 2, axis=2) / (2 * noise**2))
        return weights / (weights.sum() + 1e-300)
''', points=1)
bank.wrong("grid_of_lines", "at most four hundred points looked at", '''
    # exercise: grid_of_lines
    def grid_of_lines(intercepts, slopes, x, y, noise):
        lines = intercepts[:, None, None] + slopes[:, None] * x[:400]
        return special.softmax(-np.sum((y[:400] - lines) ** 2, axis=2) / (2 * noise**2))
''', points=2)

# --- posterior

bank.right("posterior", "np.linalg.solve and column_stack", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.column_stack([np.ones_like(x), x])
        precision = X.T @ X / noise**2 + np.identity(2) / prior_sd**2
        return np.linalg.solve(precision, X.T @ y / noise**2), np.linalg.inv(precision)
''')
bank.right("posterior", "the prior as two more points, least squares", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.vstack([np.column_stack([np.ones(len(x)), x]) / noise, np.eye(2) / prior_sd])
        target = np.concatenate([y / noise, np.zeros(2)])
        return np.linalg.lstsq(X, target, rcond=None)[0], np.linalg.inv(X.T @ X)
''')
bank.right("posterior", "sums by hand and the formula for a 2 × 2 inverse, lists", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        p = len(x) / noise**2 + 1 / prior_sd**2
        q = sum(x) / noise**2
        r = sum(xi * xi for xi in x) / noise**2 + 1 / prior_sd**2
        det = p * r - q * q
        u, v = sum(y) / noise**2, sum(xi * yi for xi, yi in zip(x, y)) / noise**2
        return [(r * u - q * v) / det, (p * v - q * u) / det], [[r / det, -q / det], [-q / det, p / det]]
''')
bank.right("posterior", "point after point", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        precision, shift = np.eye(2) / prior_sd**2, np.zeros(2)
        for xi, yi in zip(x, y):
            f = np.array([1.0, xi])
            precision = precision + np.outer(f, f) / noise**2
            shift = shift + f * yi / noise**2
        covariance = np.linalg.inv(precision)
        return covariance @ shift, covariance
''')
bank.right("posterior", "TensorFlow, float64, tensors come back", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        x, y = tf.cast(x, tf.float64), tf.cast(y, tf.float64)
        X = tf.stack([tf.ones_like(x), x], axis=1)
        covariance = tf.linalg.inv(tf.transpose(X) @ X / noise**2 + tf.eye(2, dtype=tf.float64) / prior_sd**2)
        return tf.linalg.matvec(covariance, tf.linalg.matvec(X, y, transpose_a=True)) / noise**2, covariance
''')
bank.right("posterior", "float32, two arrays in a list", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x]).T
        covariance = np.linalg.inv(X.T @ X * prior_sd**2 + np.eye(2) * noise**2) * noise**2 * prior_sd**2
        return [(covariance @ (X.T @ y) / noise**2).astype("float32"), covariance.astype("float32")]
''')
bank.wrong("posterior", "least squares: the prior ignored", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x], axis=1)
        covariance = np.linalg.pinv(X.T @ X) * noise**2
        return covariance @ X.T @ y / noise**2, covariance
''')
bank.wrong("posterior", "slope first", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([x, np.ones(len(x))], axis=1)
        covariance = np.linalg.inv(X.T @ X / noise**2 + np.eye(2) / prior_sd**2)
        return covariance @ X.T @ y / noise**2, covariance
''')
bank.wrong("posterior", "noise not squared", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x], axis=1)
        covariance = np.linalg.inv(X.T @ X / noise + np.eye(2) / prior_sd**2)
        return covariance @ X.T @ y / noise, covariance
''')
bank.wrong("posterior", "prior sd not squared", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x], axis=1)
        covariance = np.linalg.inv(X.T @ X / noise**2 + np.eye(2) / prior_sd)
        return covariance @ X.T @ y / noise**2, covariance
''')
bank.wrong("posterior", "ridge: the mean is right, the covariance lacks the noise", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x], axis=1)
        inverse = np.linalg.inv(X.T @ X + np.eye(2) * (noise / prior_sd) ** 2)
        return inverse @ X.T @ y, inverse
''', points=2)
bank.wrong("posterior", "the inverse covariance comes back", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x], axis=1)
        precision = X.T @ X / noise**2 + np.eye(2) / prior_sd**2
        return np.linalg.solve(precision, X.T @ y / noise**2), precision
''', points=2)
bank.wrong("posterior", "the intercept has no prior", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x], axis=1)
        covariance = np.linalg.pinv(X.T @ X / noise**2 + np.diag([0, 1 / prior_sd**2]))
        return covariance @ X.T @ y / noise**2, covariance
''')
bank.wrong("posterior", "only the diagonal is inverted", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x], axis=1)
        precision = X.T @ X / noise**2 + np.eye(2) / prior_sd**2
        covariance = np.diag(1 / np.diag(precision))
        return covariance @ X.T @ y / noise**2, covariance
''')
bank.wrong("posterior", "standard deviations instead of the covariance", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x], axis=1)
        covariance = np.linalg.inv(X.T @ X / noise**2 + np.eye(2) / prior_sd**2)
        return covariance @ X.T @ y / noise**2, np.sqrt(np.diag(covariance))
''', points=2)
bank.wrong("posterior", "the prior counted once for each point", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x], axis=1)
        covariance = np.linalg.inv(X.T @ X / noise**2 + len(x) * np.eye(2) / prior_sd**2)
        return covariance @ X.T @ y / noise**2, covariance
''')
bank.wrong("posterior", "x is centred first", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        X = np.stack([np.ones(len(x)), x - np.mean(x)], axis=1)
        covariance = np.linalg.inv(X.T @ X / noise**2 + np.eye(2) / prior_sd**2)
        return covariance @ X.T @ y / noise**2, covariance
''')
bank.wrong("posterior", "noise 1.4 or .5 and nothing else", '''
    # exercise: posterior
    def posterior(x, y, noise, prior_sd):
        noise = 0.5 if noise < 1 else 1.4
        X = np.stack([np.ones(len(x)), x], axis=1)
        covariance = np.linalg.inv(X.T @ X / noise**2 + np.eye(2) / prior_sd**2)
        return covariance @ X.T @ y / noise**2, covariance
''', points=2)

# --- update

bank.right("update", "inverse variances add up", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        before = np.linalg.inv(covariance)
        after = np.linalg.inv(before + np.outer(f, f) / noise**2)
        return after @ (before @ mean + f * y / noise**2), after
''')
bank.right("update", "numbers instead of arrays, lists come back", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        (p, q), (_, r) = covariance
        g0, g1 = p + q * x, q + r * x
        v = g0 + g1 * x + noise**2
        surprise = y - mean[0] - mean[1] * x
        new = [mean[0] + g0 * surprise / v, mean[1] + g1 * surprise / v]
        return new, [[p - g0 * g0 / v, q - g0 * g1 / v], [q - g0 * g1 / v, r - g1 * g1 / v]]
''')
bank.right("update", "Kalman's form: (I − K fᵀ) Σ", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([[1.0, x]])
        K = covariance @ f.T @ np.linalg.inv(f @ covariance @ f.T + noise**2)
        return mean + (K * (y - f @ mean)).ravel(), (np.eye(2) - K @ f) @ covariance
''')
bank.right("update", "TensorFlow, float32", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        m, S = tf.cast(mean, tf.float32), tf.cast(covariance, tf.float32)
        f = tf.constant([1.0, x], tf.float32)
        g = tf.linalg.matvec(S, f)
        v = tf.tensordot(f, g, 1) + noise**2
        return m + g * (y - tf.tensordot(f, m, 1)) / v, S - g[:, None] * g[None, :] / v
''')
bank.right("update", "copies changed in place", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        mean, covariance = np.array(mean, dtype=float), np.array(covariance, dtype=float)
        f = np.array([1.0, x])
        g = covariance @ f
        v = f @ g + noise**2
        mean += g * ((y - f @ mean) / v)
        covariance -= np.outer(g, g) / v
        return mean, covariance
''')
bank.wrong("update", "the arrays given are changed", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        g = covariance @ f
        v = f @ g + noise**2
        mean += g * ((y - f @ mean) / v)
        covariance -= np.outer(g, g) / v
        return mean, covariance
''')
bank.wrong("update", "the noise not squared", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        g = covariance @ f
        v = f @ g + noise
        return mean + g * (y - f @ mean) / v, covariance - np.outer(g, g) / v
''')
bank.wrong("update", "the noise forgotten", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        g = covariance @ f
        v = f @ g
        return mean + g * (y - f @ mean) / v, covariance - np.outer(g, g) / v
''')
bank.wrong("update", "scalar product instead of the outer one", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        g = covariance @ f
        v = f @ g + noise**2
        return mean + g * (y - f @ mean) / v, covariance - g @ g / v
''', points=1)
bank.wrong("update", "covariance grows", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        g = covariance @ f
        v = f @ g + noise**2
        return mean + g * (y - f @ mean) / v, covariance + np.outer(g, g) / v
''', points=1)
bank.wrong("update", "the covariance stays", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        g = covariance @ f
        return mean + g * (y - f @ mean) / (f @ g + noise**2), covariance
''', points=1)
bank.wrong("update", "the mean stays", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        g = covariance @ f
        return mean, covariance - np.outer(g, g) / (f @ g + noise**2)
''', points=1)
bank.wrong("update", "slope first", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([x, 1.0])
        g = covariance @ f
        v = f @ g + noise**2
        return mean + g * (y - f @ mean) / v, covariance - np.outer(g, g) / v
''')
bank.wrong("update", "surprise with the wrong sign", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        g = covariance @ f
        v = f @ g + noise**2
        return mean + g * (f @ mean - y) / v, covariance - np.outer(g, g) / v
''', points=1)
bank.wrong("update", "intercept and slope taken for independent", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        covariance = np.diag(np.diag(covariance))
        f = np.array([1.0, x])
        g = covariance @ f
        v = f @ g + noise**2
        return mean + g * (y - f @ mean) / v, covariance - np.outer(g, g) / v
''')
bank.wrong("update", "noise .5, whatever is given", '''
    # exercise: update
    def update(mean, covariance, x, y, noise):
        f = np.array([1.0, x])
        g = covariance @ f
        v = f @ g + 0.25
        return mean + g * (y - f @ mean) / v, covariance - np.outer(g, g) / v
''', points=2)

# --- predictive

bank.right("predictive", "the variance written out", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = covariance[0, 0] + 2 * x * covariance[0, 1] + x**2 * covariance[1, 1]
        return mean[0] + mean[1] * x, np.sqrt(line), np.sqrt(line + noise**2)
''')
bank.right("predictive", "einsum, hypot", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        F = np.column_stack([np.ones(len(x)), x])
        line = np.sqrt(np.einsum("ni,ij,nj->n", F, covariance, F))
        return F @ mean, line, np.hypot(line, noise)
''')
bank.right("predictive", "a loop, three lists", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        means, lines, both = [], [], []
        for value in x:
            f = np.array([1.0, value])
            variance = f @ covariance @ f
            means.append(f @ mean)
            lines.append(variance**0.5)
            both.append((variance + noise**2) ** 0.5)
        return means, lines, both
''')
bank.right("predictive", "a root of the covariance by its eigenvectors", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        F = np.stack([np.ones(len(x)), x], axis=1)
        values, vectors = np.linalg.eigh(covariance)
        line = ((F @ vectors) ** 2) @ np.maximum(values, 0)
        return np.array([F @ mean, line**0.5, (line + noise**2) ** 0.5])
''')
bank.right("predictive", "TensorFlow, float32", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        x, m, S = (tf.cast(each, tf.float32) for each in (x, mean, covariance))
        F = tf.stack([tf.ones_like(x), x], axis=1)
        line = tf.reduce_sum((F @ S) * F, axis=1)
        return tf.linalg.matvec(F, m), tf.sqrt(line), tf.sqrt(line + noise**2)
''')
bank.wrong("predictive", "variances instead of standard deviations", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = covariance[0, 0] + 2 * x * covariance[0, 1] + x**2 * covariance[1, 1]
        return mean[0] + mean[1] * x, line, line + noise**2
''')
bank.wrong("predictive", "covariance of intercept and slope left out", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = covariance[0, 0] + x**2 * covariance[1, 1]
        return mean[0] + mean[1] * x, np.sqrt(line), np.sqrt(line + noise**2)
''')
bank.wrong("predictive", "covariance counted once", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = covariance[0, 0] + x * covariance[0, 1] + x**2 * covariance[1, 1]
        return mean[0] + mean[1] * x, np.sqrt(np.abs(line)), np.sqrt(np.abs(line) + noise**2)
''')
bank.wrong("predictive", "standard deviations added instead of variances", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = np.sqrt(covariance[0, 0] + 2 * x * covariance[0, 1] + x**2 * covariance[1, 1])
        return mean[0] + mean[1] * x, line, line + noise
''')
bank.wrong("predictive", "noise not squared", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = covariance[0, 0] + 2 * x * covariance[0, 1] + x**2 * covariance[1, 1]
        return mean[0] + mean[1] * x, np.sqrt(line), np.sqrt(line + noise)
''')
bank.wrong("predictive", "only mean and observation", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = covariance[0, 0] + 2 * x * covariance[0, 1] + x**2 * covariance[1, 1]
        return mean[0] + mean[1] * x, np.sqrt(line + noise**2)
''')
bank.wrong("predictive", "the noise alone as spread of an observation", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = covariance[0, 0] + 2 * x * covariance[0, 1] + x**2 * covariance[1, 1]
        return mean[0] + mean[1] * x, np.sqrt(line), np.full(len(x), float(noise))
''')
bank.wrong("predictive", "slope first", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        F = np.stack([x, np.ones(len(x))], axis=1)
        line = np.sum(F @ covariance * F, axis=1)
        return F @ mean, np.sqrt(line), np.sqrt(line + noise**2)
''')
bank.wrong("predictive", "the distance from the origin counts as it is, x² forgotten", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = covariance[0, 0] + 2 * x * covariance[0, 1] + np.abs(x) * covariance[1, 1]
        return mean[0] + mean[1] * x, np.sqrt(np.abs(line)), np.sqrt(np.abs(line) + noise**2)
''')
bank.wrong("predictive", "noise 2 or less", '''
    # exercise: predictive
    def predictive(x, mean, covariance, noise):
        line = covariance[0, 0] + 2 * x * covariance[0, 1] + x**2 * covariance[1, 1]
        return mean[0] + mean[1] * x, np.sqrt(line), np.sqrt(line + min(noise, 2) ** 2)
''', points=2)

# --- expected_nll

bank.right("expected_nll", "entropy of the truth plus the Kullback-Leibler divergence", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        entropy = 0.5 * np.log(2 * np.pi * np.e * noise**2)
        kl = np.log(sd / noise) + (noise**2 + (truth - mean) ** 2) / (2 * sd**2) - 0.5
        return entropy + kl
''')
bank.right("expected_nll", "scipy's logpdf at the truth, and the noise's share", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        return -stats.norm.logpdf(truth, mean, sd) + 0.5 * (noise / sd) ** 2
''')
bank.right("expected_nll", "two observations, one noise to either side", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        low, high = stats.norm.logpdf(truth - noise, mean, sd), stats.norm.logpdf(truth + noise, mean, sd)
        return -(low + high) / 2
''')
bank.right("expected_nll", "TensorFlow, float32", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        t, m, s = (tf.cast(each, tf.float32) for each in (truth, mean, sd))
        return tf.math.log(s) + 0.9189385 + (tf.square(t - m) + noise**2) / (2 * s**2)
''')
bank.right("expected_nll", "the square multiplied out", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        square = truth**2 + noise**2 - 2 * truth * mean + mean**2
        return np.log(sd * np.sqrt(2 * np.pi)) + square / sd**2 / 2
''')
bank.wrong("expected_nll", "the noise forgotten", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        return 0.5 * np.log(2 * np.pi * sd**2) + (truth - mean) ** 2 / (2 * sd**2)
''')
bank.wrong("expected_nll", "the error of the mean forgotten", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        return 0.5 * np.log(2 * np.pi * sd**2) + noise**2 / (2 * sd**2)
''')
bank.wrong("expected_nll", "noise not squared", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        return 0.5 * np.log(2 * np.pi * sd**2) + ((truth - mean) ** 2 + noise) / (2 * sd**2)
''')
bank.wrong("expected_nll", "the mean over all places", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        return np.mean(0.5 * np.log(2 * np.pi * sd**2) + ((truth - mean) ** 2 + noise**2) / (2 * sd**2))
''', points=1)
bank.wrong("expected_nll", "one observation drawn", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        y = truth + noise * np.random.default_rng(0).normal()
        return -stats.norm.logpdf(y, mean, sd)
''')
bank.wrong("expected_nll", "|truth − mean| + noise, squared", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        return 0.5 * np.log(2 * np.pi * sd**2) + (np.abs(truth - mean) + noise) ** 2 / (2 * sd**2)
''')
bank.wrong("expected_nll", "½ ln 2π forgotten", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        return np.log(sd) + ((truth - mean) ** 2 + noise**2) / (2 * sd**2)
''')
bank.wrong("expected_nll", "sd and noise exchanged", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        return 0.5 * np.log(2 * np.pi * noise**2) + ((truth - mean) ** 2 + sd**2) / (2 * noise**2)
''')
bank.wrong("expected_nll", "log-likelihood: the sign", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        return -0.5 * np.log(2 * np.pi * sd**2) - ((truth - mean) ** 2 + noise**2) / (2 * sd**2)
''')
bank.wrong("expected_nll", "arrays of one shape only", '''
    # exercise: expected_nll
    def expected_nll(truth, noise, mean, sd):
        if np.ndim(mean) == 0:
            return 0.5 * np.log(2 * np.pi * sd**2) + ((truth - mean) ** 2 + noise**2) / (2 * sd**2)
        return np.array([expected_nll(t, noise, m, s) for t, m, s in zip(truth, mean, sd)])
''', points=2)

# --- log_evidence

bank.right("log_evidence", "the covariance entry by entry", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        n = len(x)
        covariance = np.empty((n, n))
        for i in range(n):
            for j in range(n):
                covariance[i, j] = prior_sd**2 * (1 + x[i] * x[j]) + (noise**2 if i == j else 0)
        return stats.multivariate_normal.logpdf(y, np.zeros(n), covariance)
''')
bank.right("log_evidence", "the formula with slogdet and solve", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        C = noise**2 * np.eye(len(x)) + prior_sd**2 * (1 + np.outer(x, x))
        return -0.5 * (y @ np.linalg.solve(C, y) + np.linalg.slogdet(C)[1] + len(x) * np.log(2 * np.pi))
''')
bank.right("log_evidence", "one point after the other", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        mean, covariance, total = np.zeros(2), prior_sd**2 * np.eye(2), 0.0
        for xi, yi in zip(x, y):
            f = np.array([1.0, xi])
            g = covariance @ f
            v = f @ g + noise**2
            total += stats.norm.logpdf(yi, f @ mean, np.sqrt(v))
            mean, covariance = mean + g * (yi - f @ mean) / v, covariance - np.outer(g, g) / v
        return total
''')
bank.right("log_evidence", "likelihood times prior over posterior, at the posterior's mean", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        mean, covariance = (np.asarray(part) for part in posterior(x, y, noise, prior_sd))
        likelihood = stats.norm.logpdf(y, mean[0] + mean[1] * x, noise).sum()
        prior = stats.norm.logpdf(mean, 0, prior_sd).sum()
        return likelihood + prior - stats.multivariate_normal(mean, covariance).logpdf(mean)
''')
bank.right("log_evidence", "Cholesky, TensorFlow float64", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        x, y = tf.cast(x, tf.float64), tf.cast(y, tf.float64)
        C = noise**2 * tf.eye(len(x), dtype=tf.float64) + prior_sd**2 * (1 + x[:, None] * x[None, :])
        L = tf.linalg.cholesky(C)
        z = tf.linalg.triangular_solve(L, y[:, None])
        half_det = tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L)))
        return -0.5 * tf.reduce_sum(z**2) - half_det - len(x) * 0.5 * np.log(2 * np.pi)
''')
bank.wrong("log_evidence", "log-likelihood of the least squares line", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        slope, intercept = np.polyfit(x, y, 1)
        return stats.norm.logpdf(y, intercept + slope * x, noise).sum()
''')
bank.wrong("log_evidence", "log-likelihood of the mean line", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        mean = np.asarray(posterior(x, y, noise, prior_sd)[0])
        return stats.norm.logpdf(y, mean[0] + mean[1] * x, noise).sum()
''')
bank.wrong("log_evidence", "the points taken for independent", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        return stats.norm.logpdf(y, 0, np.sqrt(noise**2 + prior_sd**2 * (1 + x**2))).sum()
''')
bank.wrong("log_evidence", "the column of ones forgotten", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        C = noise**2 * np.eye(len(x)) + prior_sd**2 * np.outer(x, x)
        return stats.multivariate_normal(np.zeros(len(x)), C).logpdf(y)
''')
bank.wrong("log_evidence", "prior sd not squared", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        C = noise**2 * np.eye(len(x)) + prior_sd * (1 + np.outer(x, x))
        return stats.multivariate_normal(np.zeros(len(x)), C).logpdf(y)
''')
bank.wrong("log_evidence", "noise not squared", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        C = noise * np.eye(len(x)) + prior_sd**2 * (1 + np.outer(x, x))
        return stats.multivariate_normal(np.zeros(len(x)), C).logpdf(y)
''')
bank.wrong("log_evidence", "the density itself", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        C = noise**2 * np.eye(len(x)) + prior_sd**2 * (1 + np.outer(x, x))
        return stats.multivariate_normal(np.zeros(len(x)), C).pdf(y)
''')
bank.wrong("log_evidence", "divided by the number of points", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        C = noise**2 * np.eye(len(x)) + prior_sd**2 * (1 + np.outer(x, x))
        return stats.multivariate_normal(np.zeros(len(x)), C).logpdf(y) / len(x)
''')
bank.wrong("log_evidence", "lines drawn from the prior, their mean likelihood", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        a, b = prior_sd * np.random.default_rng(0).normal(size=(2, 500))
        logs = stats.norm.logpdf(y, a[:, None] + b[:, None] * x, noise).sum(axis=1)
        return special.logsumexp(logs) - np.log(500)
''')
bank.wrong("log_evidence", "a small number added to the density before its logarithm", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        C = noise**2 * np.eye(len(x)) + prior_sd**2 * (1 + np.outer(x, x))
        with np.errstate(divide="ignore"):
            return np.log(np.exp(-0.5 * y @ np.linalg.inv(C) @ y)
                          * (2 * np.pi) ** (-len(x) / 2) / np.sqrt(np.linalg.det(C)) + 1e-20)
''', points=2)
bank.wrong("log_evidence", "not more than four points", '''
    # exercise: log_evidence
    def log_evidence(x, y, noise, prior_sd):
        x, y = x[:4], y[:4]
        C = noise**2 * np.eye(len(x)) + prior_sd**2 * (1 + np.outer(x, x))
        return stats.multivariate_normal(np.zeros(len(x)), C).logpdf(y)
''', points=2)
