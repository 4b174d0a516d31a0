"""Answers to the exercises of week6/15_mixtures. Nothing graded here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week6/15_mixtures")

# --- mixture_log_pdf

bank.right("mixture_log_pdf", "a loop over the components, logaddexp", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        total = np.full(len(x), -np.inf)
        for w, m, s in zip(weights, means, spreads):
            total = np.logaddexp(total, np.log(w) + stats.norm.logpdf(x, m, s))
        return total
''')
bank.right("mixture_log_pdf", "the formula by hand, the maximum taken out", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        z = (x[:, None] - means) / spreads
        logs = np.log(weights) - np.log(spreads) - 0.5 * np.log(2 * np.pi) - 0.5 * z**2
        top = logs.max(axis=1)
        return top + np.log(np.exp(logs - top[:, None]).sum(axis=1))
''')
bank.right("mixture_log_pdf", "logsumexp with weights as factors", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        return special.logsumexp(stats.norm.logpdf(x[:, None], means, spreads), b=weights, axis=1)
''')
bank.right("mixture_log_pdf", "TensorFlow, float32, a tensor comes back", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        x, w, m, s = (tf.cast(a, tf.float32) for a in (x, weights, means, spreads))
        logs = tf.math.log(w) - tf.math.log(s) - 0.9189385 - 0.5 * ((x[:, None] - m) / s) ** 2
        return tf.reduce_logsumexp(logs, axis=1)
''')
bank.right("mixture_log_pdf", "two loops, a list comes back", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        result = []
        for value in x:
            terms = [np.log(w) - 0.5 * np.log(2 * np.pi * s**2) - (value - m) ** 2 / (2 * s**2)
                     for w, m, s in zip(weights, means, spreads)]
            top = max(terms)
            result.append(top + np.log(sum(np.exp(t - top) for t in terms)))
        return result
''')
bank.wrong("mixture_log_pdf", "logarithm of the sum of densities: underflow", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        with np.errstate(divide="ignore"):
            return np.log((weights * stats.norm.pdf(x[:, None], means, spreads)).sum(axis=1))
''', points=1)
bank.wrong("mixture_log_pdf", "a small number added before the logarithm", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        return np.log((weights * stats.norm.pdf(x[:, None], means, spreads)).sum(axis=1) + 1e-300)
''', points=1)
bank.wrong("mixture_log_pdf", "weighted mean of the log-densities", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        return (weights * stats.norm.logpdf(x[:, None], means, spreads)).sum(axis=1)
''')
bank.wrong("mixture_log_pdf", "without weights", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        return special.logsumexp(stats.norm.logpdf(x[:, None], means, spreads), axis=1)
''')
bank.wrong("mixture_log_pdf", "one normal with the mixed mean and spread", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        return stats.norm.logpdf(x, np.sum(weights * means), np.sum(weights * spreads))
''')
bank.wrong("mixture_log_pdf", "sum over the observations: axis swapped", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        return special.logsumexp(np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads), axis=0)
''')
bank.wrong("mixture_log_pdf", "spread taken for the variance", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        return special.logsumexp(np.log(weights) + stats.norm.logpdf(x[:, None], means, np.sqrt(spreads)), axis=1)
''')
bank.wrong("mixture_log_pdf", "the normalising 1/σ forgotten", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        logs = np.log(weights) - 0.5 * np.log(2 * np.pi) - 0.5 * ((x[:, None] - means) / spreads) ** 2
        return special.logsumexp(logs, axis=1)
''')
bank.wrong("mixture_log_pdf", "only the largest term", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        return (np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads)).max(axis=1)
''', points=1)
bank.wrong("mixture_log_pdf", "exactly two components", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        first = np.log(weights[0]) + stats.norm.logpdf(x, means[0], spreads[0])
        second = np.log(weights[-1]) + stats.norm.logpdf(x, means[-1], spreads[-1])
        return np.logaddexp(first, second)
''', points=2)
bank.wrong("mixture_log_pdf", "the maximum of all values taken out instead of each row's", '''
    # exercise: mixture_log_pdf
    def mixture_log_pdf(x, weights, means, spreads):
        logs = np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads)
        with np.errstate(divide="ignore"):
            return logs.max() + np.log(np.exp(logs - logs.max()).sum(axis=1))
''', points=1)

# --- responsibilities

bank.right("responsibilities", "exp of the log minus logsumexp", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        logs = np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads)
        return np.exp(logs - special.logsumexp(logs, axis=1, keepdims=True))
''')
bank.right("responsibilities", "with mixture_log_pdf as denominator", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        total = np.asarray(mixture_log_pdf(x, weights, means, spreads))
        return np.stack([np.exp(np.log(w) + stats.norm.logpdf(x, m, s) - total)
                         for w, m, s in zip(weights, means, spreads)], axis=1)
''')
bank.right("responsibilities", "maximum out, then divide", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        logs = np.log(weights) - np.log(spreads) - 0.5 * ((x[:, np.newaxis] - means) / spreads) ** 2
        table = np.exp(logs - logs.max(axis=1, keepdims=True))
        return table / table.sum(axis=1, keepdims=True)
''')
bank.right("responsibilities", "TensorFlow softmax, float32", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        x, w, m, s = (tf.cast(a, tf.float32) for a in (x, weights, means, spreads))
        return tf.nn.softmax(tf.math.log(w) - tf.math.log(s) - 0.5 * ((x[:, None] - m) / s) ** 2, axis=1)
''')
bank.right("responsibilities", "loops, a list of lists", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        rows = []
        for value in x:
            terms = [np.log(w / s) - 0.5 * ((value - m) / s) ** 2 for w, m, s in zip(weights, means, spreads)]
            parts = [np.exp(t - max(terms)) for t in terms]
            rows.append([part / sum(parts) for part in parts])
        return rows
''')
bank.wrong("responsibilities", "densities divided: nan far away", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        table = weights * stats.norm.pdf(x[:, None], means, spreads)
        with np.errstate(invalid="ignore"):
            return table / table.sum(axis=1, keepdims=True)
''')
bank.wrong("responsibilities", "without weights", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        return special.softmax(stats.norm.logpdf(x[:, None], means, spreads), axis=1)
''')
bank.wrong("responsibilities", "shares over the observations: axis swapped", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        return special.softmax(np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads), axis=0)
''')
bank.wrong("responsibilities", "a row for each component", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        return special.softmax(np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads), axis=1).T
''')
bank.wrong("responsibilities", "hard: all to the nearest component", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        logs = np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads)
        return np.eye(len(weights))[logs.argmax(axis=1)]
''')
bank.wrong("responsibilities", "the 1/σ forgotten", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        return special.softmax(np.log(weights) - 0.5 * ((x[:, None] - means) / spreads) ** 2, axis=1)
''')
bank.wrong("responsibilities", "weight added after the softmax instead of inside", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        return weights * special.softmax(stats.norm.logpdf(x[:, None], means, spreads), axis=1)
''')
bank.wrong("responsibilities", "the logarithms", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        return special.log_softmax(np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads), axis=1)
''')
bank.wrong("responsibilities", "two components only", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        logs = np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads)
        first = special.expit(logs[:, 0] - logs[:, -1])
        return np.stack([first, 1 - first], axis=1)
''', points=1)
bank.wrong("responsibilities", "a small number keeps the division alive", '''
    # exercise: responsibilities
    def responsibilities(x, weights, means, spreads):
        table = weights * stats.norm.pdf(x[:, None], means, spreads)
        return table / (table.sum(axis=1, keepdims=True) + 1e-300)
''')

# --- em_step

bank.right("em_step", "np.average, component by component", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        shares = np.asarray(responsibilities(x, weights, means, spreads))
        new_means, new_spreads = [], []
        for k in range(len(weights)):
            m = np.average(x, weights=shares[:, k])
            new_means.append(m)
            new_spreads.append(np.sqrt(np.average((x - m) ** 2, weights=shares[:, k])))
        return shares.mean(axis=0), np.array(new_means), np.array(new_spreads)
''')
bank.right("em_step", "variance as mean of squares minus square of the mean", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(0)
        m = (r * x[:, None]).sum(0) / n
        return n / x.size, m, np.sqrt((r * x[:, None] ** 2).sum(0) / n - m**2)
''')
bank.right("em_step", "own E step, plain loops, lists", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        K = len(weights)
        table = []
        for value in x:
            parts = [weights[k] * stats.norm.pdf(value, means[k], spreads[k]) for k in range(K)]
            table.append([part / sum(parts) for part in parts])
        sizes = [sum(row[k] for row in table) for k in range(K)]
        new_means = [sum(row[k] * value for row, value in zip(table, x)) / sizes[k] for k in range(K)]
        squares = [sum(row[k] * (value - new_means[k]) ** 2 for row, value in zip(table, x)) for k in range(K)]
        return [s / len(x) for s in sizes], new_means, [(q / s) ** 0.5 for q, s in zip(squares, sizes)]
''')
bank.right("em_step", "TensorFlow, float32, tensors", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = tf.cast(responsibilities(x, weights, means, spreads), tf.float32)
        column = tf.cast(x, tf.float32)[:, None]
        sizes = tf.reduce_sum(r, axis=0)
        new = tf.reduce_sum(r * column, axis=0) / sizes
        variance = tf.reduce_sum(r * (column - new) ** 2, axis=0) / sizes
        return sizes / len(x), new, tf.sqrt(variance)
''')
bank.right("em_step", "one array of three rows, einsum", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        share = r / r.sum(axis=0)
        m = np.einsum("i,ik->k", x, share)
        v = np.einsum("ik,ik->k", share, np.subtract.outer(x, m) ** 2)
        return np.stack([r.mean(axis=0), m, v**0.5])
''')
bank.wrong("em_step", "old parameters overwritten in place", """
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        logs = np.log(weights) + stats.norm.logpdf(x[:, None], means, spreads)
        r = special.softmax(logs, axis=1)
        for k in range(len(weights)):
            n_k = r[:, k].sum()
            weights[k] = n_k / len(x)
            means[k] = np.sum(r[:, k] * x) / n_k
            spreads[k] = np.sqrt(np.sum(r[:, k] * (x - means[k]) ** 2) / n_k)
        return weights, means, spreads
""")
bank.wrong("em_step", "squared distances from the old means", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(axis=0)
        spread = np.sqrt((r * (x[:, None] - means) ** 2).sum(axis=0) / n)
        return n / len(x), r.T @ x / n, spread
''')
bank.wrong("em_step", "variances instead of spreads", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(axis=0)
        m = r.T @ x / n
        return n / len(x), m, (r * (x[:, None] - m) ** 2).sum(axis=0) / n
''')
bank.wrong("em_step", "sums instead of weights", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(axis=0)
        m = r.T @ x / n
        return n, m, np.sqrt((r * (x[:, None] - m) ** 2).sum(axis=0) / n)
''')
bank.wrong("em_step", "divided by n instead of n_k", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        m = r.T @ x / len(x)
        return r.mean(axis=0), m, np.sqrt((r * (x[:, None] - m) ** 2).mean(axis=0))
''')
bank.wrong("em_step", "ddof: n_k − 1", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(axis=0)
        m = r.T @ x / n
        return n / len(x), m, np.sqrt((r * (x[:, None] - m) ** 2).sum(axis=0) / np.abs(n - 1))
''')
bank.wrong("em_step", "hard assignment, as k-means does", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        soft = np.asarray(responsibilities(x, weights, means, spreads))
        r = np.eye(len(weights))[soft.argmax(axis=1)] + 1e-9
        n = r.sum(axis=0)
        m = r.T @ x / n
        return n / len(x), m, np.sqrt((r * (x[:, None] - m) ** 2).sum(axis=0) / n)
''')
bank.wrong("em_step", "the weights stay as they were", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(axis=0)
        m = r.T @ x / n
        return weights, m, np.sqrt((r * (x[:, None] - m) ** 2).sum(axis=0) / n)
''')
bank.wrong("em_step", "fits the waiting times, whatever x is", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(waits, weights, means, spreads))
        n = r.sum(axis=0)
        m = r.T @ waits / n
        return n / len(waits), m, np.sqrt((r * (waits[:, None] - m) ** 2).sum(axis=0) / n)
''')
bank.wrong("em_step", "n is always 272", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(axis=0)
        m = r.T @ x / n
        return n / 272, m, np.sqrt((r * (x[:, None] - m) ** 2).sum(axis=0) / n)
''')
bank.wrong("em_step", "one spread for all components", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(axis=0)
        m = r.T @ x / n
        shared = np.sqrt((r * (x[:, None] - m) ** 2).sum() / len(x))
        return n / len(x), m, np.full(len(n), shared)
''')
bank.wrong("em_step", "absolute distances", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(axis=0)
        m = r.T @ x / n
        return n / len(x), m, (r * np.abs(x[:, None] - m)).sum(axis=0) / n
''')
bank.wrong("em_step", "responsibilities computed anew with the new means", '''
    # exercise: em_step
    def em_step(x, weights, means, spreads):
        r = np.asarray(responsibilities(x, weights, means, spreads))
        n = r.sum(axis=0)
        m = r.T @ x / n
        again = np.asarray(responsibilities(x, weights, m, spreads))
        return n / len(x), m, np.sqrt((again * (x[:, None] - m) ** 2).sum(axis=0) / again.sum(axis=0))
''')

# --- count_modes

bank.right("count_modes", "sign changes of the slope of the density", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        grid = np.linspace(means.min() - 4 * spreads.max(), means.max() + 4 * spreads.max(), 30_011)
        z = (grid[:, None] - means) / spreads
        slope = (-weights * z / spreads**2 * np.exp(-0.5 * z**2)).sum(axis=1)
        sign = np.sign(slope[slope != 0])
        return int(np.sum((sign[:-1] > 0) & (sign[1:] < 0)))
''')
bank.right("count_modes", "scipy.signal.argrelmax", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        from scipy.signal import argrelmax
        grid = np.linspace(means.min() - 3 * spreads.max(), means.max() + 3 * spreads.max(), 12_345)
        return len(argrelmax((weights * stats.norm.pdf(grid[:, None], means, spreads)).sum(axis=1))[0])
''')
bank.right("count_modes", "a loop over the grid", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        low, high = min(means) - 2 * max(spreads), max(means) + 2 * max(spreads)
        grid = np.linspace(low, high, 10_001)
        d = sum(w * stats.norm.pdf(grid, m, s) for w, m, s in zip(weights, means, spreads))
        count = 0
        for i in range(1, len(grid) - 1):
            if d[i - 1] < d[i] > d[i + 1]:
                count += 1
        return count
''')
bank.right("count_modes", "climb from every mean, count the different tops", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        tops = []
        for place in means:
            for _ in range(20_000):
                z = (place - means) / spreads
                pull = weights / spreads**3 * np.exp(-0.5 * z**2)
                place = np.sum(pull * means) / np.sum(pull)
            if all(abs(place - top) > 1e-2 * spreads.min() for top in tops):
                tops.append(place)
        return len(tops)
''')
bank.right("count_modes", "TensorFlow, float64, with mixture_log_pdf", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        step = np.min(spreads) / 30
        grid = np.arange(np.min(means) - 20 * step, np.max(means) + 20 * step, step)
        d = tf.constant(np.asarray(mixture_log_pdf(grid, weights, means, spreads), dtype=float))
        return tf.reduce_sum(tf.cast((d[1:-1] > d[:-2]) & (d[1:-1] > d[2:]), tf.int32))
''')
bank.wrong("count_modes", "the number of components", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        return len(means)
''')
bank.wrong("count_modes", "the grid of the waiting times", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        grid = np.linspace(40, 100, 5001)
        d = (weights * stats.norm.pdf(grid[:, None], means, spreads)).sum(axis=1)
        return int(np.sum((d[1:-1] > d[:-2]) & (d[1:-1] > d[2:])))
''')
bank.wrong("count_modes", "maxima of each component, not of the sum", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        grid = np.linspace(np.min(means - 5 * spreads), np.max(means + 5 * spreads), 20_001)
        d = weights * stats.norm.pdf(grid[:, None], means, spreads)
        return int(np.sum((d[1:-1] > d[:-2]) & (d[1:-1] > d[2:])))
''')
bank.wrong("count_modes", "minima are counted too", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        grid = np.linspace(np.min(means - 5 * spreads), np.max(means + 5 * spreads), 20_001)
        d = np.asarray(mixture_log_pdf(grid, weights, means, spreads))
        return int(np.sum(np.diff(np.sign(np.diff(d))) != 0))
''')
bank.wrong("count_modes", "minima instead of maxima", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        grid = np.linspace(np.min(means - 5 * spreads), np.max(means + 5 * spreads), 20_001)
        d = np.asarray(mixture_log_pdf(grid, weights, means, spreads))
        return int(np.sum((d[1:-1] < d[:-2]) & (d[1:-1] < d[2:])))
''')
bank.wrong("count_modes", "a grid of whole numbers", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        grid = np.arange(np.floor(means.min()) - 10, np.ceil(means.max()) + 10)
        d = (weights * stats.norm.pdf(grid[:, None], means, spreads)).sum(axis=1)
        return int(np.sum((d[1:-1] > d[:-2]) & (d[1:-1] > d[2:])))
''')
bank.wrong("count_modes", "gaps of more than six spreads' worth of minutes between the means", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        return 1 + int(np.sum(np.diff(np.sort(means)) > 12))
''')
bank.wrong("count_modes", "the place of the highest top", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        grid = np.linspace(np.min(means - 5 * spreads), np.max(means + 5 * spreads), 20_001)
        return grid[np.argmax(mixture_log_pdf(grid, weights, means, spreads))]
''')
bank.wrong("count_modes", "counts neighbours in the order given, not sorted", '''
    # exercise: count_modes
    def count_modes(weights, means, spreads):
        return 1 + int(np.sum(np.abs(np.diff(means)) > 2 * np.maximum(spreads[1:], spreads[:-1])))
''')

# --- discretised_logistic

bank.right("discretised_logistic", "scipy's logistic cdf, ends by infinity", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        k = np.asarray(k, dtype=float)
        right, left = np.where(k == high, np.inf, k + 0.5), np.where(k == 0, -np.inf, k - 0.5)
        return stats.logistic.cdf(right, loc, scale) - stats.logistic.cdf(left, loc, scale)
''')
bank.right("discretised_logistic", "a loop, a list comes back", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        result = []
        for number in k:
            left = 0.0 if number == 0 else special.expit((number - 0.5 - loc) / scale)
            right = 1.0 if number == high else special.expit((number + 0.5 - loc) / scale)
            result.append(right - left)
        return result
''')
bank.right("discretised_logistic", "all edges once, then looked up", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        edges = stats.logistic(loc, scale).cdf(np.arange(high) + 0.5)
        return np.diff(edges, prepend=0.0, append=1.0)[k]
''')
bank.right("discretised_logistic", "TensorFlow sigmoid, float32", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        number = tf.cast(k, tf.float32)
        right = tf.where(number == high, 1.0, tf.sigmoid((number + 0.5 - loc) / scale))
        left = tf.where(number == 0, 0.0, tf.sigmoid((number - 0.5 - loc) / scale))
        return right - left
''')
bank.right("discretised_logistic", "half tanh", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        right = np.tanh((k + 0.5 - loc) / scale / 2)
        left = np.tanh((k - 0.5 - loc) / scale / 2)
        right, left = np.where(k == high, 1, right), np.where(k == 0, -1, left)
        return (right - left) / 2
''')
bank.wrong("discretised_logistic", "both ends open", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        return special.expit((k + 0.5 - loc) / scale) - special.expit((k - 0.5 - loc) / scale)
''')
bank.wrong("discretised_logistic", "open at high", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        left = np.where(k == 0, 0.0, special.expit((k - 0.5 - loc) / scale))
        return special.expit((k + 0.5 - loc) / scale) - left
''', points=1)
bank.wrong("discretised_logistic", "open at 0", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        right = np.where(k == high, 1.0, special.expit((k + 0.5 - loc) / scale))
        return right - special.expit((k - 0.5 - loc) / scale)
''')
bank.wrong("discretised_logistic", "made to add up by dividing", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        edges = special.expit((np.arange(high + 2) - 0.5 - loc) / scale)
        areas = np.diff(edges)
        return (areas / areas.sum())[k]
''')
bank.wrong("discretised_logistic", "the density at k, not an area", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        return stats.logistic.pdf(k, loc, scale)
''')
bank.wrong("discretised_logistic", "from k to k + 1", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        left = np.where(k == 0, 0.0, special.expit((k - loc) / scale))
        right = np.where(k == high, 1.0, special.expit((k + 1 - loc) / scale))
        return right - left
''')
bank.wrong("discretised_logistic", "multiplied with the scale", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        left = np.where(k == 0, 0.0, special.expit((k - 0.5 - loc) * scale))
        right = np.where(k == high, 1.0, special.expit((k + 0.5 - loc) * scale))
        return right - left
''')
bank.wrong("discretised_logistic", "a normal distribution instead", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        left = np.where(k == 0, 0.0, stats.norm.cdf(k - 0.5, loc, scale))
        right = np.where(k == high, 1.0, stats.norm.cdf(k + 0.5, loc, scale))
        return right - left
''')
bank.wrong("discretised_logistic", "first and last entry of k taken for the ends", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        left, right = special.expit((k - 0.5 - loc) / scale), special.expit((k + 0.5 - loc) / scale)
        left[0], right[-1] = 0.0, 1.0
        return right - left
''')
bank.wrong("discretised_logistic", "high is always 255", '''
    # exercise: discretised_logistic
    def discretised_logistic(k, loc, scale, high):
        left = np.where(k == 0, 0.0, special.expit((k - 0.5 - loc) / scale))
        right = np.where(k == 255, 1.0, special.expit((k + 0.5 - loc) / scale))
        return right - left
''', points=1)

# --- log_discretised_logistic

bank.right("log_discretised_logistic", "logaddexp for the logarithms of the sigmoids", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        a, b = (k - 0.5 - loc) / scale, (k + 0.5 - loc) / scale
        result = np.log(-np.expm1(a - b)) - np.logaddexp(0, -b) - np.logaddexp(0, a)
        result = np.where(k == 0, -np.logaddexp(0, -b), result)
        return np.where(k == high, -np.logaddexp(0, a), result)
''')
bank.right("log_discretised_logistic", "scipy's logcdf and logsf", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        cdf, sf = stats.logistic.logcdf(k + 0.5, loc, scale), stats.logistic.logsf(k - 0.5, loc, scale)
        return np.select([k == 0, k == high], [cdf, sf], cdf + sf + np.log1p(-np.exp(-1 / scale)))
''')
bank.right("log_discretised_logistic", "a loop, a list", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        result = []
        for number in k:
            total = 0.0
            if number < high:
                total += special.log_expit((number + 0.5 - loc) / scale)
            if number > 0:
                total += special.log_expit((loc - number + 0.5) / scale)
            if 0 < number < high:
                total += np.log(-np.expm1(-1 / scale))
            result.append(total)
        return result
''')
bank.right("log_discretised_logistic", "TensorFlow log_sigmoid, float32", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        number = tf.cast(k, tf.float32)
        below = tf.math.log_sigmoid((number + 0.5 - loc) / scale)
        above = tf.math.log_sigmoid(-(number - 0.5 - loc) / scale)
        inside = below + above + tf.math.log(-tf.math.expm1(-1 / scale))
        return tf.where(number == 0, below, tf.where(number == high, above, inside))
''')
bank.right("log_discretised_logistic", "difference on the side where both sigmoids are small", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        a, b = (k - 0.5 - loc) / scale, (k + 0.5 - loc) / scale
        flip = a + b > 0
        low, up = np.where(flip, -b, a), np.where(flip, -a, b)
        low, up = special.log_expit(low), special.log_expit(up)
        inside = up + np.log1p(-np.exp(low - up))
        return np.where(k == 0, special.log_expit(b), np.where(k == high, special.log_expit(-a), inside))
''')
bank.wrong("log_discretised_logistic", "logarithm of the difference", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        with np.errstate(divide="ignore"):
            return np.log(np.asarray(discretised_logistic(k, loc, scale, high)))
''')
bank.wrong("log_discretised_logistic", "clipped at a small number", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        return np.log(np.maximum(np.asarray(discretised_logistic(k, loc, scale, high)), 1e-12))
''')
bank.wrong("log_discretised_logistic", "stable inside, but both ends open", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        a, b = (k - 0.5 - loc) / scale, (k + 0.5 - loc) / scale
        return special.log_expit(b) + special.log_expit(-a) + np.log(-np.expm1(-1 / scale))
''')
bank.wrong("log_discretised_logistic", "the third factor forgotten", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        below, above = special.log_expit((k + 0.5 - loc) / scale), special.log_expit(-(k - 0.5 - loc) / scale)
        return np.where(k == 0, below, np.where(k == high, above, below + above))
''')
bank.wrong("log_discretised_logistic", "the ends exchanged", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        below, above = special.log_expit((k + 0.5 - loc) / scale), special.log_expit(-(k - 0.5 - loc) / scale)
        inside = below + above + np.log(-np.expm1(-1 / scale))
        return np.where(k == 0, above, np.where(k == high, below, inside))
''')
bank.wrong("log_discretised_logistic", "log-density at k", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        return stats.logistic.logpdf(k, loc, scale)
''')
bank.wrong("log_discretised_logistic", "stable on the right side only", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        a, b = (k - 0.5 - loc) / scale, (k + 0.5 - loc) / scale
        with np.errstate(all="ignore"):
            inside = np.log(special.expit(-a) - special.expit(-b))
        return np.where(k == 0, special.log_expit(b), np.where(k == high, special.log_expit(-a), inside))
''')
bank.wrong("log_discretised_logistic", "binary logarithm", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        below, above = special.log_expit((k + 0.5 - loc) / scale), special.log_expit(-(k - 0.5 - loc) / scale)
        inside = below + above + np.log(-np.expm1(-1 / scale))
        return np.where(k == 0, below, np.where(k == high, above, inside)) / np.log(2)
''')
bank.wrong("log_discretised_logistic", "1 − e^{−1} for every scale", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        below, above = special.log_expit((k + 0.5 - loc) / scale), special.log_expit(-(k - 0.5 - loc) / scale)
        inside = below + above + np.log(-np.expm1(-1))
        return np.where(k == 0, below, np.where(k == high, above, inside))
''')
bank.wrong("log_discretised_logistic", "high is always the largest entry of k", '''
    # exercise: log_discretised_logistic
    def log_discretised_logistic(k, loc, scale, high):
        below, above = special.log_expit((k + 0.5 - loc) / scale), special.log_expit(-(k - 0.5 - loc) / scale)
        inside = below + above + np.log(-np.expm1(-1 / scale))
        return np.where(k == 0, below, np.where(k == np.max(k), above, inside))
''', points=1)

# --- mdn_loss

bank.right("mdn_loss", "slices, the maximum taken out by hand", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        K = outputs.shape[1] // 3
        a, m, s = outputs[:, :K], outputs[:, K:2 * K], outputs[:, 2 * K:]
        logs = a - tf.reduce_logsumexp(a, axis=1, keepdims=True)
        logs += -s - 0.5 * ((y_true - m) / tf.exp(s)) ** 2 - 0.5 * tf.math.log(2 * np.pi)
        top = tf.reduce_max(logs, axis=1, keepdims=True)
        total = tf.squeeze(top, 1) + tf.math.log(tf.reduce_sum(tf.exp(logs - top), axis=1))
        return tf.reduce_mean(-total)
''')
bank.right("mdn_loss", "reshaped to (n, 3, K), keras.ops", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        K = outputs.shape[-1] // 3
        parts = keras.ops.reshape(outputs, (-1, 3, K))
        logits, mean, log_sd = parts[:, 0], parts[:, 1], parts[:, 2]
        z = (y_true - mean) * keras.ops.exp(-log_sd)
        logs = keras.ops.log_softmax(logits, axis=-1) - 0.5 * z * z - log_sd
        return 0.5 * float(np.log(2 * np.pi)) - keras.ops.mean(keras.ops.logsumexp(logs, axis=-1))
''')
bank.right("mdn_loss", "logits added, their logsumexp taken away at the end", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=-1)
        logs = a - s - tf.square(y_true - m) / (2 * tf.exp(2 * s))
        each = tf.reduce_logsumexp(logs, axis=-1) - tf.reduce_logsumexp(a, axis=-1)
        return tf.reduce_mean(0.5 * np.log(2 * np.pi) - each)
''')
bank.right("mdn_loss", "a loop over the components", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        K = outputs.shape[1] // 3
        log_weights = tf.nn.log_softmax(outputs[:, :K])
        terms = []
        for k in range(K):
            z = (y_true[:, 0] - outputs[:, K + k]) / tf.exp(outputs[:, 2 * K + k])
            terms.append(log_weights[:, k] - outputs[:, 2 * K + k] - z**2 / 2 - np.log(np.sqrt(2 * np.pi)))
        return -tf.reduce_mean(tf.reduce_logsumexp(tf.stack(terms), axis=0))
''')
bank.right("mdn_loss", "float64 inside", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        y, o = tf.cast(y_true, tf.float64), tf.cast(outputs, tf.float64)
        logits, means, log_spreads = tf.split(o, 3, axis=1)
        logs = tf.nn.log_softmax(logits) - log_spreads - 0.5 * ((y - means) * tf.exp(-log_spreads)) ** 2
        nll = -tf.reduce_logsumexp(logs, axis=1) + 0.5 * np.log(2 * np.pi)
        return tf.cast(tf.reduce_mean(nll), tf.float32)
''')
bank.wrong("mdn_loss", "logarithm of the density: inf far away", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        density = tf.exp(-0.5 * ((y_true - m) / tf.exp(s)) ** 2) / (tf.exp(s) * np.sqrt(2 * np.pi))
        return -tf.reduce_mean(tf.math.log(tf.reduce_sum(tf.nn.softmax(a) * density, axis=1)))
''', points=2)
bank.wrong("mdn_loss", "a small number added before the logarithm", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        density = tf.exp(-0.5 * ((y_true - m) / tf.exp(s)) ** 2) / (tf.exp(s) * np.sqrt(2 * np.pi))
        return -tf.reduce_mean(tf.math.log(tf.reduce_sum(tf.nn.softmax(a) * density, axis=1) + 1e-12))
''', points=2)
bank.wrong("mdn_loss", "logits without softmax", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        logs = a - s - 0.5 * np.log(2 * np.pi) - 0.5 * ((y_true - m) * tf.exp(-s)) ** 2
        return -tf.reduce_mean(tf.reduce_logsumexp(logs, axis=1))
''')
bank.wrong("mdn_loss", "sum over the rows", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        logs = tf.nn.log_softmax(a) - s - 0.5 * np.log(2 * np.pi) - 0.5 * ((y_true - m) * tf.exp(-s)) ** 2
        return -tf.reduce_sum(tf.reduce_logsumexp(logs, axis=1))
''')
bank.wrong("mdn_loss", "logsumexp over everything", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        logs = tf.nn.log_softmax(a) - s - 0.5 * np.log(2 * np.pi) - 0.5 * ((y_true - m) * tf.exp(-s)) ** 2
        return -tf.reduce_logsumexp(logs) / len(y_true)
''')
bank.wrong("mdn_loss", "the last outputs taken as log-variances", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        logs = tf.nn.log_softmax(a) - 0.5 * s - 0.5 * np.log(2 * np.pi) - 0.5 * (y_true - m) ** 2 * tf.exp(-s)
        return -tf.reduce_mean(tf.reduce_logsumexp(logs, axis=1))
''')
bank.wrong("mdn_loss", "½ ln 2π forgotten", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        logs = tf.nn.log_softmax(a) - s - 0.5 * ((y_true - m) * tf.exp(-s)) ** 2
        return -tf.reduce_mean(tf.reduce_logsumexp(logs, axis=1))
''')
bank.wrong("mdn_loss", "means and log-spreads exchanged", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, s, m = tf.split(outputs, 3, axis=1)
        logs = tf.nn.log_softmax(a) - s - 0.5 * np.log(2 * np.pi) - 0.5 * ((y_true - m) * tf.exp(-s)) ** 2
        return -tf.reduce_mean(tf.reduce_logsumexp(logs, axis=1))
''')
bank.wrong("mdn_loss", "weighted mean of the log-densities", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        logs = -s - 0.5 * np.log(2 * np.pi) - 0.5 * ((y_true - m) * tf.exp(-s)) ** 2
        return -tf.reduce_mean(tf.reduce_sum(tf.nn.softmax(a) * logs, axis=1))
''')
bank.wrong("mdn_loss", "softmax over the rows", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        logs = tf.nn.log_softmax(a, axis=0) - s - 0.5 * np.log(2 * np.pi) - 0.5 * ((y_true - m) * tf.exp(-s)) ** 2
        return -tf.reduce_mean(tf.reduce_logsumexp(logs, axis=1))
''')
bank.wrong("mdn_loss", "log-likelihood: the sign forgotten", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = tf.split(outputs, 3, axis=1)
        logs = tf.nn.log_softmax(a) - s - 0.5 * np.log(2 * np.pi) - 0.5 * ((y_true - m) * tf.exp(-s)) ** 2
        return tf.reduce_mean(tf.reduce_logsumexp(logs, axis=1))
''')
bank.wrong("mdn_loss", "three components, whatever the outputs", '''
    # exercise: mdn_loss
    def mdn_loss(y_true, outputs):
        a, m, s = outputs[:, :3], outputs[:, 3:6], outputs[:, 6:9]
        logs = tf.nn.log_softmax(a) - s - 0.5 * np.log(2 * np.pi) - 0.5 * ((y_true - m) * tf.exp(-s)) ** 2
        return -tf.reduce_mean(tf.reduce_logsumexp(logs, axis=1))
''')
