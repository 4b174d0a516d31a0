"""Answers to the exercises of week6/17_coupling_layers. Training is random: its thresholds stand at the end."""

from autograder.trials.bank import Bank

bank = Bank("week6/17_coupling_layers")

# --- gaussian_nll

bank.right("gaussian_nll", "SciPy's multivariate normal", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        return -stats.multivariate_normal(x.mean(axis=0), np.cov(x.T, bias=True)).logpdf(x).mean()
''')
bank.right("gaussian_nll", "closed form: the mean squared distance is 2", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        return 0.5 * np.linalg.slogdet(2 * np.pi * np.e * np.cov(x, rowvar=False, ddof=0))[1]
''')
bank.right("gaussian_nll", "loops over the points, the matrix inverted by hand", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        n = len(x)
        m1, m2 = sum(x[:, 0]) / n, sum(x[:, 1]) / n
        a = sum((p - m1) ** 2 for p, _ in x) / n
        d = sum((q - m2) ** 2 for _, q in x) / n
        b = sum((p - m1) * (q - m2) for p, q in x) / n
        det, total = a * d - b * b, 0.0
        for p, q in x:
            distance = (d * (p - m1) ** 2 - 2 * b * (p - m1) * (q - m2) + a * (q - m2) ** 2) / det
            total += np.log(2 * np.pi) + 0.5 * np.log(det) + 0.5 * distance
        return total / n
''')
bank.right("gaussian_nll", "TensorFlow, float32", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        x = tf.cast(x, tf.float32)
        c = x - tf.reduce_mean(x, axis=0)
        s = tf.matmul(c, c, transpose_a=True) / len(x)
        d = tf.reduce_sum(tf.matmul(c, tf.linalg.inv(s)) * c, axis=1)
        return tf.reduce_mean(np.log(2 * np.pi) + 0.5 * tf.math.log(tf.linalg.det(s)) + 0.5 * d)
''')
bank.right("gaussian_nll", "product rule: x₁, and x₂ about its regression line", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        slope, intercept = np.polyfit(x[:, 0], x[:, 1], 1)
        rest = np.mean((x[:, 1] - slope * x[:, 0] - intercept) ** 2)
        return np.log(2 * np.pi * np.e) + 0.5 * np.log(x[:, 0].var()) + 0.5 * np.log(rest)
''')
bank.wrong("gaussian_nll", "centres the argument in place", """
    # exercise: gaussian_nll
    def gaussian_nll(x):
        x -= x.mean(axis=0)
        cov = x.T @ x / len(x)
        q = np.einsum("ni,ij,nj->n", x, np.linalg.inv(cov), x)
        return np.mean(0.5 * q) + 0.5 * np.log(np.linalg.det(cov)) + np.log(2 * np.pi)
""")
bank.wrong("gaussian_nll", "covariance divided by n − 1", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        return -stats.multivariate_normal(x.mean(axis=0), np.cov(x.T)).logpdf(x).mean()
''')
bank.wrong("gaussian_nll", "the correlation is forgotten", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        return -stats.norm.logpdf(x, x.mean(axis=0), x.std(axis=0)).sum(axis=1).mean()
''')
bank.wrong("gaussian_nll", "the sum over the points, not the mean", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        return -stats.multivariate_normal(x.mean(axis=0), np.cov(x.T, ddof=0)).logpdf(x).sum()
''')
bank.wrong("gaussian_nll", "the sign: log-likelihood instead of NLL", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        return stats.multivariate_normal(x.mean(axis=0), np.cov(x.T, ddof=0)).logpdf(x).mean()
''')
bank.wrong("gaussian_nll", "no root of the determinant", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        return np.log(2 * np.pi) + np.log(np.linalg.det(np.cov(x.T, ddof=0))) + 1
''')
bank.wrong("gaussian_nll", "the standard Gaussian", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        return -stats.norm.logpdf(x).sum(axis=1).mean()
''')
bank.wrong("gaussian_nll", "the training data of the notebook instead of the argument", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        bell = stats.multivariate_normal(x_train.mean(axis=0), np.cov(x_train.T, ddof=0))
        return -bell.logpdf(x).mean()
''')
bank.wrong("gaussian_nll", "the mean per coordinate", '''
    # exercise: gaussian_nll
    def gaussian_nll(x):
        return -stats.multivariate_normal(x.mean(axis=0), np.cov(x.T, ddof=0)).logpdf(x).mean() / 2
''')

# --- banana_log_density

bank.right("banana_log_density", "written out", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h, a = 40 * x[:, 1], 40 * x[:, 0]
        return -h**2 / 32 - (a - h**2 / 4) ** 2 / 2 - np.log(2 * np.pi * 4) + np.log(1600)
''')
bank.right("banana_log_density", "a loop over the points, a list comes back", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        found = []
        for x1, x2 in x:
            found.append(stats.norm.logpdf(x2, 0, 0.1) + stats.norm.logpdf(x1, 10 * x2**2, 1 / 40))
        return found
''')
bank.right("banana_log_density", "TensorFlow, float32", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        x1, x2 = tf.unstack(tf.cast(x, tf.float32), axis=1)
        z2, z1 = x2 / 0.1, (x1 - 10 * x2**2) * 40
        return -0.5 * (z1**2 + z2**2) - np.log(2 * np.pi) - np.log(0.1) + np.log(40.0)
''')
bank.right("banana_log_density", "change of variables to z", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        z = np.stack([40 * x[:, 0] - 400 * x[:, 1] ** 2, 10 * x[:, 1]], axis=1)
        return stats.norm.logpdf(z).sum(axis=1) + np.log(400)
''')
bank.right("banana_log_density", "SciPy's multivariate normal at z", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h = 40 * x[:, 1]
        z = np.stack([40 * x[:, 0] - h * h / 4, h], axis=1)
        return np.atleast_1d(stats.multivariate_normal([0, 0], [[1, 0], [0, 16]]).logpdf(z)) + np.log(1600)
''')
bank.wrong("banana_log_density", "scales the argument in place", """
    # exercise: banana_log_density
    def banana_log_density(x):
        x *= 40
        h, noise = x[:, 1], x[:, 0] - x[:, 1] ** 2 / 4
        return stats.norm.logpdf(h, 0, 4) + stats.norm.logpdf(noise) + 2 * np.log(40)
""")
bank.wrong("banana_log_density", "the factor 40 is forgotten", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h = 40 * x[:, 1]
        return stats.norm.logpdf(h, 0, 4) + stats.norm.logpdf(40 * x[:, 0], h**2 / 4, 1)
''')
bank.wrong("banana_log_density", "only one coordinate is counted as shrunk", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h = 40 * x[:, 1]
        return stats.norm.logpdf(h, 0, 4) + stats.norm.logpdf(40 * x[:, 0], h**2 / 4, 1) + np.log(40)
''')
bank.wrong("banana_log_density", "the wrong sign of ln 40", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h = 40 * x[:, 1]
        return stats.norm.logpdf(h, 0, 4) + stats.norm.logpdf(40 * x[:, 0], h**2 / 4, 1) - 2 * np.log(40)
''')
bank.wrong("banana_log_density", "variance 4 instead of standard deviation 4", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h = 40 * x[:, 1]
        return stats.norm.logpdf(h, 0, 2) + stats.norm.logpdf(40 * x[:, 0], h**2 / 4, 1) + 2 * np.log(40)
''')
bank.wrong("banana_log_density", "the coordinates swapped", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h = 40 * x[:, 0]
        return stats.norm.logpdf(h, 0, 4) + stats.norm.logpdf(40 * x[:, 1], h**2 / 4, 1) + 2 * np.log(40)
''')
bank.wrong("banana_log_density", "the density, not its logarithm", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h = 40 * x[:, 1]
        return stats.norm.pdf(h, 0, 4) * stats.norm.pdf(40 * x[:, 0], h**2 / 4, 1) * 1600
''')
bank.wrong("banana_log_density", "the logarithm of the density, which underflows far out", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h = 40 * x[:, 1]
        with np.errstate(divide="ignore"):
            return np.log(stats.norm.pdf(h, 0, 4) * stats.norm.pdf(40 * x[:, 0], h**2 / 4, 1) * 1600)
''', points=1)
bank.wrong("banana_log_density", "one number, the mean over the points", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        h = 40 * x[:, 1]
        return np.mean(stats.norm.logpdf(h, 0, 4) + stats.norm.logpdf(40 * x[:, 0], h**2 / 4, 1) + 2 * np.log(40))
''')
bank.wrong("banana_log_density", "x₁ and x₂ as if independent", '''
    # exercise: banana_log_density
    def banana_log_density(x):
        return stats.norm.logpdf(40 * x[:, 1], 0, 4) + stats.norm.logpdf(40 * x[:, 0], 4, 33**0.5) + 2 * np.log(40)
''')

# --- banana_entropy

bank.right("banana_entropy", "one logarithm", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return np.log(2 * np.pi * np.e * spread * noise / scale**2)
''')
bank.right("banana_entropy", "SciPy's entropies of the divided coordinates", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return stats.norm(0, spread / scale).entropy() + stats.norm(0, noise / scale).entropy()
''')
bank.right("banana_entropy", "TensorFlow, float32", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        spread, noise, scale = (tf.constant(v, tf.float32) for v in (spread, noise, scale))
        return 1 + np.log(2 * np.pi) + tf.math.log(spread) + tf.math.log(noise) - 2 * tf.math.log(scale)
''')
bank.right("banana_entropy", "determinant of a diagonal covariance", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        covariance = np.diag([spread**2, noise**2]) / scale**2
        return float(stats.multivariate_normal(np.zeros(2), covariance).entropy())
''')
bank.right("banana_entropy", "adding up −p ln p for each factor", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        total = 0.0
        for sd in (spread / scale, noise / scale):
            v = np.linspace(-9 * sd, 9 * sd, 4001)
            total -= np.sum(stats.norm.pdf(v, 0, sd) * stats.norm.logpdf(v, 0, sd)) * (v[1] - v[0])
        return total
''')
bank.wrong("banana_entropy", "scale is ignored", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return np.log(2 * np.pi * np.e * spread * noise)
''')
bank.wrong("banana_entropy", "scale counts once", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return np.log(2 * np.pi * np.e * spread * noise) - np.log(scale)
''')
bank.wrong("banana_entropy", "scale with the wrong sign", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return np.log(2 * np.pi * np.e * spread * noise) + 2 * np.log(scale)
''')
bank.wrong("banana_entropy", "the numbers of this banana", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return 0.5 * np.log(2 * np.pi * np.e * 16) + 0.5 * np.log(2 * np.pi * np.e) - 2 * np.log(40)
''')
bank.wrong("banana_entropy", "the spread is taken for a variance", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return 0.5 * np.log(2 * np.pi * np.e * spread) + 0.5 * np.log(2 * np.pi * np.e * noise) - 2 * np.log(scale)
''')
bank.wrong("banana_entropy", "bits", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return np.log2(2 * np.pi * np.e * spread * noise / scale**2)
''')
bank.wrong("banana_entropy", "the entropy of the best bell curve", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        first = noise**2 + 2 * spread**4 / 16
        return np.log(2 * np.pi * np.e) + 0.5 * np.log(first * spread**2) - 2 * np.log(scale)
''')
bank.wrong("banana_entropy", "without the e", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return np.log(2 * np.pi * spread * noise / scale**2)
''')
bank.wrong("banana_entropy", "only the noise is random", '''
    # exercise: banana_entropy
    def banana_entropy(spread, noise, scale):
        return 0.5 * np.log(2 * np.pi * np.e * noise**2) - 2 * np.log(scale)
''')

# --- couple

PAIR = '''
    # exercise: couple
    def couple(z, shift, log_scale, given):
{forwards}

    def uncouple(x, shift, log_scale, given):
{back}
'''


def pair(forwards, back):
    """Both functions of the exercise from the lines of their bodies."""
    return PAIR.format(**{name: "\n".join(f"        {line}" for line in body.strip().splitlines())
                          for name, body in (("forwards", forwards), ("back", back))})


COPIED = """
x = np.array(z, dtype=float)
x[:, 1 - given] = x[:, 1 - given] * np.exp(log_scale(x[:, given])) + shift(x[:, given])
return x
"""
COPIED_BACK = """
z = np.array(x, dtype=float)
z[:, 1 - given] = (z[:, 1 - given] - shift(z[:, given])) / np.exp(log_scale(z[:, given]))
return z
"""
bank.right("couple", "two cases, columns stacked", pair("""
if given == 1:
    return np.stack([z[:, 0] * np.exp(log_scale(z[:, 1])) + shift(z[:, 1]), z[:, 1]], axis=1)
return np.stack([z[:, 0], z[:, 1] * np.exp(log_scale(z[:, 0])) + shift(z[:, 0])], axis=1)
""", """
if given == 1:
    return np.stack([(x[:, 0] - shift(x[:, 1])) * np.exp(-log_scale(x[:, 1])), x[:, 1]], axis=1)
return np.stack([x[:, 0], (x[:, 1] - shift(x[:, 0])) * np.exp(-log_scale(x[:, 0]))], axis=1)
"""))
bank.right("couple", "a loop over the points, lists come back", pair("""
rows = []
for point in z:
    g = np.array([point[given]])
    row = [0.0, 0.0]
    row[given] = float(point[given])
    row[1 - given] = float(point[1 - given] * np.exp(log_scale(g)[0]) + shift(g)[0])
    rows.append(row)
return rows
""", """
rows = []
for point in x:
    g = np.array([point[given]])
    row = [0.0, 0.0]
    row[given] = float(point[given])
    row[1 - given] = float((point[1 - given] - shift(g)[0]) * np.exp(-log_scale(g)[0]))
    rows.append(row)
return rows
"""))
bank.right("couple", "TensorFlow, float32", pair("""
c = tf.unstack(tf.cast(z, tf.float32), axis=1)
m, s = (tf.cast(f(c[given].numpy()), tf.float32) for f in (shift, log_scale))
c[1 - given] = c[1 - given] * tf.exp(s) + m
return tf.stack(c, axis=1)
""", """
c = tf.unstack(tf.cast(x, tf.float32), axis=1)
m, s = (tf.cast(f(c[given].numpy()), tf.float32) for f in (shift, log_scale))
c[1 - given] = (c[1 - given] - m) * tf.exp(-s)
return tf.stack(c, axis=1)
"""))
bank.right("couple", "a mask, as in RealNVP", pair("""
mask = np.array([1.0, 0.0]) if given == 0 else np.array([0.0, 1.0])
m, s = shift(z[:, given])[:, None], log_scale(z[:, given])[:, None]
return mask * z + (1 - mask) * (z * np.exp(s) + m)
""", """
mask = np.array([1.0, 0.0]) if given == 0 else np.array([0.0, 1.0])
m, s = shift(x[:, given])[:, None], log_scale(x[:, given])[:, None]
return mask * x + (1 - mask) * (x - m) / np.exp(s)
"""))
bank.right("couple", "a copy that is changed", pair(COPIED, COPIED_BACK))
bank.wrong("couple", "uncouple changes its argument", """
    # exercise: couple
    def couple(z, shift, log_scale, given):
        x = np.array(z, dtype=float)
        g = x[:, given].copy()
        x[:, 1 - given] = x[:, 1 - given] * np.exp(log_scale(g)) + shift(g)
        return x


    def uncouple(x, shift, log_scale, given):
        g = x[:, given]
        x[:, 1 - given] -= shift(g)
        x[:, 1 - given] *= np.exp(-log_scale(g))
        return x.copy()
""", points=1)
bank.wrong("couple", "both change the argument", """
    # exercise: couple
    def couple(z, shift, log_scale, given):
        g = z[:, given]
        z[:, 1 - given] = z[:, 1 - given] * np.exp(log_scale(g)) + shift(g)
        return z


    def uncouple(x, shift, log_scale, given):
        g = x[:, given]
        x[:, 1 - given] = (x[:, 1 - given] - shift(g)) * np.exp(-log_scale(g))
        return x
""")
bank.wrong("couple", "always x₂ is given", pair("""
return np.stack([z[:, 0] * np.exp(log_scale(z[:, 1])) + shift(z[:, 1]), z[:, 1]], axis=1)
""", """
return np.stack([(x[:, 0] - shift(x[:, 1])) * np.exp(-log_scale(x[:, 1])), x[:, 1]], axis=1)
"""))
bank.wrong("couple", "the given coordinate is moved instead of the other", pair("""
x = np.array(z, dtype=float)
x[:, given] = z[:, given] * np.exp(log_scale(z[:, 1 - given])) + shift(z[:, 1 - given])
return x
""", """
z = np.array(x, dtype=float)
z[:, given] = (x[:, given] - shift(x[:, 1 - given])) * np.exp(-log_scale(x[:, 1 - given]))
return z
"""))
bank.wrong("couple", "shifted before it is stretched", pair("""
x = np.array(z, dtype=float)
x[:, 1 - given] = (z[:, 1 - given] + shift(z[:, given])) * np.exp(log_scale(z[:, given]))
return x
""", """
z = np.array(x, dtype=float)
z[:, 1 - given] = x[:, 1 - given] * np.exp(-log_scale(x[:, given])) - shift(x[:, given])
return z
"""))
bank.wrong("couple", "the log-scale is used as a scale", pair("""
x = np.array(z, dtype=float)
x[:, 1 - given] = z[:, 1 - given] * log_scale(z[:, given]) + shift(z[:, given])
return x
""", """
z = np.array(x, dtype=float)
z[:, 1 - given] = (x[:, 1 - given] - shift(x[:, given])) / log_scale(x[:, given])
return z
"""))
bank.wrong("couple", "the way back undoes stretching and shift in the same order", pair(COPIED, """
z = np.array(x, dtype=float)
z[:, 1 - given] = x[:, 1 - given] * np.exp(-log_scale(x[:, given])) - shift(x[:, given])
return z
"""), points=1)
bank.wrong("couple", "the way back looks at the coordinate that moved", pair(COPIED, """
z = np.array(x, dtype=float)
z[:, 1 - given] = (x[:, 1 - given] - shift(x[:, 1 - given])) * np.exp(-log_scale(x[:, 1 - given]))
return z
"""), points=1)
bank.wrong("couple", "the way back is couple with both functions negated", pair(COPIED, """
return couple(x, lambda g: -shift(g), lambda g: -log_scale(g), given)
"""), points=1)
bank.wrong("couple", "the example's functions instead of the arguments", pair("""
x = np.array(z, dtype=float)
x[:, 1 - given] = x[:, 1 - given] * np.exp(tilt(x[:, given])) + wave(x[:, given])
return x
""", """
z = np.array(x, dtype=float)
z[:, 1 - given] = (z[:, 1 - given] - wave(z[:, given])) / np.exp(tilt(z[:, given]))
return z
"""), points=1)
bank.wrong("couple", "only the coordinate that moved comes back", pair("""
return z[:, 1 - given] * np.exp(log_scale(z[:, given])) + shift(z[:, given])
""", """
return (x[:, 1 - given] - shift(x[:, given])) * np.exp(-log_scale(x[:, given]))
"""))

# --- log_det

bank.right("log_det", "a loop, a list comes back", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return [float(log_scale(np.array([point[given]]))[0]) for point in z]
''')
bank.right("log_det", "the determinant, then its logarithm", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        diagonal = np.exp(log_scale(z[:, given]))
        return np.log(np.abs(1.0 * diagonal))
''')
bank.right("log_det", "finite differences of couple", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        step = np.zeros(2)
        step[1 - given] = 0.5
        ends = [np.asarray(couple(z + sign * step, lambda g: 0 * g, log_scale, given)) for sign in (1, -1)]
        return np.log((ends[0] - ends[1])[:, 1 - given])
''')
bank.right("log_det", "TensorFlow, float32", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return tf.cast(log_scale(z[:, given]), tf.float32)
''')
bank.right("log_det", "slogdet of matrices", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        matrices = np.tile(np.eye(2), (len(z), 1, 1))
        matrices[:, 1 - given, 1 - given] = np.exp(log_scale(z[:, given]))
        return np.linalg.slogdet(matrices)[1]
''')
bank.wrong("log_det", "the determinant, not its logarithm", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return np.exp(log_scale(z[:, given]))
''')
bank.wrong("log_det", "looks at the coordinate that moves", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return log_scale(z[:, 1 - given])
''')
bank.wrong("log_det", "always x₂ is given", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return log_scale(z[:, 1])
''')
bank.wrong("log_det", "the sum over the points", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return np.sum(log_scale(z[:, given]))
''')
bank.wrong("log_det", "that of the way back", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return -log_scale(z[:, given])
''')
bank.wrong("log_det", "the notebook's tilt instead of the argument", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return tilt(z[:, given])
''', points=1)
bank.wrong("log_det", "the logarithm of the log-scale", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return np.log(np.abs(log_scale(z[:, given])) + 1e-12)
''')
bank.wrong("log_det", "both coordinates stretched", '''
    # exercise: log_det
    def log_det(z, log_scale, given):
        return 2 * log_scale(z[:, given])
''')

# --- flow_log_density

bank.right("flow_log_density", "written out, without uncouple and log_det", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        c, total = [x[:, 0], x[:, 1]], np.zeros(len(x))
        for shift, log_scale, given in layers[::-1]:
            s = log_scale(c[given])
            c[1 - given] = (c[1 - given] - shift(c[given])) * np.exp(-s)
            total -= s
        return total - np.log(2 * np.pi) - (c[0] ** 2 + c[1] ** 2) / 2
''')
bank.right("flow_log_density", "recursion over the layers", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        if not layers:
            return np.array([stats.norm.logpdf(a) + stats.norm.logpdf(b) for a, b in np.asarray(x)])
        *before, (shift, log_scale, given) = layers
        z = np.asarray(uncouple(x, shift, log_scale, given))
        return flow_log_density(z, before) - log_det(z, log_scale, given)
''')
bank.right("flow_log_density", "point by point, a list comes back", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        found = []
        for i in range(len(x)):
            point, value = x[i : i + 1], -np.log(2 * np.pi)
            for shift, log_scale, given in reversed(layers):
                value -= float(log_det(point, log_scale, given)[0])
                point = np.asarray(uncouple(point, shift, log_scale, given))
            found.append(value - 0.5 * float(np.sum(np.asarray(point) ** 2)))
        return found
''')
bank.right("flow_log_density", "TensorFlow, float32", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z, total = tf.cast(x, tf.float32), tf.zeros(len(x))
        for shift, log_scale, given in reversed(layers):
            s = tf.cast(log_scale(z[:, given].numpy()), tf.float32)
            m = tf.cast(shift(z[:, given].numpy()), tf.float32)
            moved = (z[:, 1 - given] - m) * tf.exp(-s)
            z = tf.stack([z[:, 0], moved] if given == 0 else [moved, z[:, 1]], axis=1)
            total += s
        return -0.5 * tf.reduce_sum(z**2, axis=1) - np.log(2 * np.pi) - total
''')
bank.right("flow_log_density", "SciPy's multivariate normal, indices counted down", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z, total = np.array(x, dtype=float), 0
        for i in range(len(layers) - 1, -1, -1):
            total = total + log_det(z, layers[i][1], layers[i][2])
            z = np.asarray(uncouple(z, *layers[i]))
        return np.atleast_1d(stats.multivariate_normal(np.zeros(2), np.eye(2)).logpdf(z)) - total
''')
bank.wrong("flow_log_density", "reverses the list of layers in place", """
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        layers.reverse()
        total = 0
        for shift, log_scale, given in layers:
            total = total + log_det(x, log_scale, given)
            x = uncouple(x, shift, log_scale, given)
        return stats.norm.logpdf(x).sum(axis=1) - total
""", points=1)
bank.wrong("flow_log_density", "the layers undone from the first to the last", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z, total = x, 0.0
        for shift, log_scale, given in layers:
            z = np.asarray(uncouple(z, shift, log_scale, given))
            total = total + log_det(z, log_scale, given)
        return stats.norm.logpdf(z).sum(axis=1) - total
''', points=1)
bank.wrong("flow_log_density", "the log-determinants added", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z, total = x, 0.0
        for shift, log_scale, given in reversed(layers):
            z = np.asarray(uncouple(z, shift, log_scale, given))
            total = total + log_det(z, log_scale, given)
        return stats.norm.logpdf(z).sum(axis=1) + total
''')
bank.wrong("flow_log_density", "no Jacobian", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z = x
        for shift, log_scale, given in reversed(layers):
            z = np.asarray(uncouple(z, shift, log_scale, given))
        return stats.norm.logpdf(z).sum(axis=1)
''')
bank.wrong("flow_log_density", "only the last layer's log-determinant", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z = x
        for shift, log_scale, given in reversed(layers):
            z = np.asarray(uncouple(z, shift, log_scale, given))
        return stats.norm.logpdf(z).sum(axis=1) - log_det(x, layers[-1][1], layers[-1][2])
''', points=1)
bank.wrong("flow_log_density", "runs forwards instead of back", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z, total = x, 0.0
        for shift, log_scale, given in layers:
            total = total + log_det(z, log_scale, given)
            z = np.asarray(couple(z, shift, log_scale, given))
        return stats.norm.logpdf(z).sum(axis=1) - total
''')
bank.wrong("flow_log_density", "the constant of one coordinate", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z, total = x, 0.0
        for shift, log_scale, given in reversed(layers):
            z = np.asarray(uncouple(z, shift, log_scale, given))
            total = total + log_det(z, log_scale, given)
        return -0.5 * np.log(2 * np.pi) - 0.5 * np.sum(np.asarray(z) ** 2, axis=1) - total
''')
bank.wrong("flow_log_density", "the mean over the points", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z, total = x, 0.0
        for shift, log_scale, given in reversed(layers):
            z = np.asarray(uncouple(z, shift, log_scale, given))
            total = total + log_det(z, log_scale, given)
        return np.mean(stats.norm.logpdf(z).sum(axis=1) - total)
''')
bank.wrong("flow_log_density", "the log-densities of both coordinates are not added", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z, total = x, 0.0
        for shift, log_scale, given in reversed(layers):
            z = np.asarray(uncouple(z, shift, log_scale, given))
            total = total + log_det(z, log_scale, given)
        return stats.norm.logpdf(np.asarray(z)[:, 0]) - total
''')
bank.wrong("flow_log_density", "written for two layers at most", '''
    # exercise: flow_log_density
    def flow_log_density(x, layers):
        z, total = x, 0.0
        for shift, log_scale, given in reversed(layers[:2]):
            z = np.asarray(uncouple(z, shift, log_scale, given))
            total = total + log_det(z, log_scale, given)
        return stats.norm.logpdf(z).sum(axis=1) - total
''', points=2)

# --- train_coupling

TRAINED = '''
    # exercise: train_coupling
    def train_coupling(x, given):
        mean, spread = {constants}
        network, other = make_network(), 1 - given

        def log_density(points):
            u = tf.cast({standardised}, "float32")
            outputs = network(u[:, {looks_at} : {looks_at} + 1])
            z_other = (u[:, other] - outputs[:, 0]) * tf.exp(-outputs[:, 1])
            log_normal = {log_normal}
            return {result}

        minimise(lambda: -tf.reduce_mean(log_density(x)), network.trainable_variables{steps})
        return {returned}
'''
PARTS = {"constants": "np.mean(x, axis=0), np.std(x, axis=0)", "standardised": "(points - mean) / spread", "looks_at": "given",
         "log_normal": "-0.5 * (u[:, given] ** 2 + z_other**2) - np.log(2 * np.pi)", "steps": "",
         "result": "log_normal - outputs[:, 1] - float(np.log(spread).sum())", "returned": "log_density"}


def trained(**changed):
    """A solution with some of its parts written differently."""
    return TRAINED.format(**{**PARTS, **changed})


bank.right("train_coupling", "NumPy arrays come back; fewer steps", trained(
    steps=", 700", returned="lambda points: log_density(np.asarray(points)).numpy()"))
bank.right("train_coupling", "lists of floats come back", trained(returned="lambda points: [float(v) for v in log_density(points)]"))
bank.right("train_coupling", "Keras' fit with a loss on two outputs", '''
    # exercise: train_coupling
    def train_coupling(x, given):
        mean, spread = x.mean(axis=0), x.std(axis=0)
        u = ((x - mean) / spread).astype("float32")
        model = make_network()

        def nll(true, out):
            return tf.reduce_mean(0.5 * ((true - out[:, :1]) * tf.exp(-out[:, 1:])) ** 2 + out[:, 1:])

        rate = keras.optimizers.schedules.CosineDecay(0.02, 800)
        model.compile(optimizer=keras.optimizers.Adam(rate), loss=nll)
        batch = u[:, given, None], u[:, 1 - given, None]
        model.fit(tf.data.Dataset.from_tensors(batch).repeat(800), verbose=0)

        def log_density(points):
            v = (np.asarray(points) - mean) / spread
            m, s = np.asarray(model(v[:, given, None].astype("float32"))).T
            logs = stats.norm.logpdf(v[:, given]) + stats.norm.logpdf(v[:, 1 - given], m, np.exp(s))
            return logs - np.log(spread).sum()

        return log_density
''')
bank.right("train_coupling", "ReLU units and another learning rate", '''
    # exercise: train_coupling
    def train_coupling(x, given):
        mean, spread = tf.constant(x.mean(axis=0), tf.float32), tf.constant(x.std(axis=0), tf.float32)
        dense = keras.layers.Dense
        network = keras.Sequential([keras.layers.Input((1,)), dense(32, "relu"), dense(32, "relu"), dense(2)])

        def log_density(points):
            u = (tf.cast(points, tf.float32) - mean) / spread
            a, b = u[:, given], u[:, 1 - given]
            m, s = tf.unstack(network(a[:, None]), axis=1)
            z = tf.stack([a, (b - m) / tf.exp(s)], axis=1)
            return -tf.reduce_sum(z**2, axis=1) / 2 - np.log(2 * np.pi) - s - tf.reduce_sum(tf.math.log(spread))

        adam = keras.optimizers.Adam(0.005)
        adam.build(network.trainable_variables)
        data = tf.constant(x, tf.float32)

        @tf.function
        def step():
            with tf.GradientTape() as tape:
                loss = -tf.reduce_mean(log_density(data))
            adam.apply_gradients(zip(tape.gradient(loss, network.trainable_variables), network.trainable_variables))

        for _ in range(700):
            step()
        return log_density
''')
bank.right("train_coupling", "no network: mean and spread in bins", '''
    # exercise: train_coupling
    def train_coupling(x, given):
        mean, spread = x.mean(axis=0), x.std(axis=0)
        u = (x - mean) / spread
        a, b = u[:, given], u[:, 1 - given]
        powers = np.polyfit(a, b, 6) if given == 1 or np.abs(np.polyfit(a, b, 2)[0]) > 0.2 else np.zeros(1)
        rest = b - np.polyval(powers, a)
        edges = np.quantile(a, np.linspace(0, 1, 31))
        places = np.clip(np.searchsorted(edges, a) - 1, 0, 29)
        middles = np.array([a[places == i].mean() for i in range(30)])
        widths = np.array([np.sqrt(np.mean(rest[places == i] ** 2)) for i in range(30)])

        def log_density(points):
            v = (np.asarray(points) - mean) / spread
            sd = np.interp(v[:, given], middles, widths)
            rest_new = v[:, 1 - given] - np.polyval(powers, v[:, given])
            return stats.norm.logpdf(v[:, given]) + stats.norm.logpdf(rest_new, 0, sd) - np.log(spread).sum()

        return log_density
''')
bank.wrong("train_coupling", "standardises the training points in place", """
    # exercise: train_coupling
    def train_coupling(x, given):
        mean, spread = x.mean(axis=0), x.std(axis=0)
        x -= mean
        x /= spread
        network = make_network()

        def standard_log_density(u):
            u = tf.cast(u, "float32")
            outputs = network(u[:, given][:, None])
            z = (u[:, 1 - given] - outputs[:, 0]) * tf.exp(-outputs[:, 1])
            return -0.5 * (u[:, given] ** 2 + z**2) - np.log(2 * np.pi) - outputs[:, 1]

        minimise(lambda: -tf.reduce_mean(standard_log_density(x)),
                 network.trainable_variables)
        return lambda points: (standard_log_density((points - mean) / spread)
                               - float(np.log(spread).sum()))
""")
bank.wrong("train_coupling", "the spreads of the standardising are forgotten", trained(result="log_normal - outputs[:, 1]"))
bank.wrong("train_coupling", "always given x₂", trained(looks_at="1", log_normal="-0.5 * (u[:, 1] ** 2 + ((u[:, 0] - outputs[:, 0]) * "
           "tf.exp(-outputs[:, 1])) ** 2) - np.log(2 * np.pi)"), points=2)
bank.wrong("train_coupling", "given and other swapped", trained(
    looks_at="other", log_normal="-0.5 * (u[:, other] ** 2 + ((u[:, given] - outputs[:, 0]) * tf.exp(-outputs[:, 1])) ** 2) - np.log(2 * np.pi)"))
bank.wrong("train_coupling", "the given coordinate's density is forgotten", trained(log_normal="-0.5 * z_other**2 - 0.5 * np.log(2 * np.pi)"))
bank.wrong("train_coupling", "the log-determinant has the wrong sign", trained(result="log_normal + outputs[:, 1] - float(np.log(spread).sum())"))
bank.wrong("train_coupling", "hardly trained", trained(steps=", 5"))
bank.wrong("train_coupling", "new points standardised by themselves", trained(
    standardised="(points - np.mean(points, axis=0)) / np.std(points, axis=0)"))
bank.wrong("train_coupling", "the density comes back", trained(returned="lambda points: tf.exp(log_density(points))"))
bank.wrong("train_coupling", "the negative log-density comes back", trained(returned="lambda points: -log_density(points)"))
bank.wrong("train_coupling", "the mean comes back", trained(returned="lambda points: tf.reduce_mean(log_density(points))"))
bank.wrong("train_coupling", "the values on the training points, no function", trained(returned="log_density(x)"))
bank.wrong("train_coupling", "trained on the notebook's data, whatever the argument is", trained(
    constants="np.mean(x_train, axis=0), np.std(x_train, axis=0)").replace("log_density(x))", "log_density(x_train))"))
bank.wrong("train_coupling", "the true density instead of a learned one", '''
    # exercise: train_coupling
    def train_coupling(x, given):
        return banana_log_density
''')

# --- interpolate

bank.right("interpolate", "a loop over the steps, a list comes back", '''
    # exercise: interpolate
    def interpolate(start, end, steps, layers):
        def back(x):
            x = np.array([x], dtype=float)
            for layer in layers[::-1]:
                x = np.asarray(uncouple(x, *layer))
            return x[0]

        a, b, rows = back(start), back(end), []
        for i in range(steps):
            x = np.array([a + i / (steps - 1) * (b - a)])
            for layer in layers:
                x = np.asarray(couple(x, *layer))
            rows.append([float(v) for v in x[0]])
        return rows
''')
bank.right("interpolate", "np.linspace between the two z", '''
    # exercise: interpolate
    def interpolate(start, end, steps, layers):
        z = np.array([start, end])
        for shift, log_scale, given in layers[::-1]:
            z = np.asarray(uncouple(z, shift, log_scale, given))
        way = np.linspace(z[0], z[1], steps)
        for shift, log_scale, given in layers:
            way = np.asarray(couple(way, shift, log_scale, given))
        return way
''')
bank.right("interpolate", "the layers written out", '''
    # exercise: interpolate
    def interpolate(start, end, steps, layers):
        c = [np.array([start[i], end[i]], dtype=float) for i in (0, 1)]
        for m, s, g in reversed(layers):
            c[1 - g] = (c[1 - g] - m(c[g])) * np.exp(-s(c[g]))
        c = [np.linspace(pair[0], pair[1], steps) for pair in c]
        for m, s, g in layers:
            c[1 - g] = c[1 - g] * np.exp(s(c[g])) + m(c[g])
        return np.stack(c, axis=1)
''')
bank.right("interpolate", "TensorFlow, float32 comes back", '''
    # exercise: interpolate
    def interpolate(start, end, steps, layers):
        z = np.stack([start, end])
        for layer in reversed(layers):
            z = np.asarray(uncouple(z, *layer))
        x = tf.linspace(tf.constant(z[0]), tf.constant(z[1]), steps).numpy()
        for layer in layers:
            x = np.asarray(couple(x, *layer))
        return tf.cast(x, tf.float32)
''')
bank.right("interpolate", "weights from an outer product", '''
    # exercise: interpolate
    def interpolate(start, end, steps, layers):
        z = np.vstack([start, end])
        for layer in layers[::-1]:
            z = np.asarray(uncouple(z, *layer))
        t = np.arange(steps) / (steps - 1)
        x = np.outer(1 - t, np.asarray(z)[0]) + np.outer(t, np.asarray(z)[1])
        for layer in layers:
            x = np.asarray(couple(x, *layer))
        return x
''')

WALK = '''
    # exercise: interpolate
    def interpolate(start, end, steps, layers):
        z = np.stack([start, end])
        for layer in {back}:
            z = np.asarray({first}(z, *layer))
        x = {line}
        for layer in {forwards}:
            x = np.asarray({second}(x, *layer))
        return {result}
'''
STEPS = {"back": "reversed(layers)", "first": "uncouple", "line": "np.linspace(z[0], z[1], steps)", "forwards": "layers", "second": "couple", "result": "x"}


def walk(**changed):
    """A solution with some of its parts written differently."""
    return WALK.format(**{**STEPS, **changed})


bank.wrong("interpolate", "reverses the list of layers in place", """
    # exercise: interpolate
    def interpolate(start, end, steps, layers):
        z = np.array([start, end], dtype=float)
        layers.reverse()
        for layer in layers:
            z = np.asarray(uncouple(z, *layer))
        way = np.linspace(z[0], z[1], steps)
        for layer in layers[::-1]:
            way = np.asarray(couple(way, *layer))
        return way
""")
bank.wrong("interpolate", "straight in x", '''
    # exercise: interpolate
    def interpolate(start, end, steps, layers):
        return np.linspace(start, end, steps)
''')
bank.wrong("interpolate", "back through the layers in the wrong order", walk(back="layers"))
bank.wrong("interpolate", "forwards through the layers in the wrong order", walk(forwards="layers[::-1]"))
bank.wrong("interpolate", "forwards first, then back", walk(first="couple", second="uncouple"))
bank.wrong("interpolate", "the end is left out", walk(line="np.linspace(z[0], z[1], steps, endpoint=False)"))
bank.wrong("interpolate", "one point too many", walk(line="np.linspace(z[0], z[1], steps + 1)"))
bank.wrong("interpolate", "the path in z", walk(result="np.linspace(z[0], z[1], steps)"))
bank.wrong("interpolate", "from end to start", walk(line="np.linspace(z[1], z[0], steps)"))
bank.wrong("interpolate", "shape (2, steps)", walk(result="x.T"))
bank.wrong("interpolate", "the banana's flow instead of the argument", walk(back="reversed(true_layers)", forwards="true_layers"))
bank.wrong("interpolate", "the two points' layers applied to the last layer only", walk(back="layers[-1:]", forwards="layers[-1:]"))

# --- how the limits of train_coupling were set


def _banana(n, seed):
    import numpy as np

    rng = np.random.default_rng(seed)
    h, noise = rng.normal(0, 4, size=n), rng.normal(size=n)
    return np.stack([h**2 / 4 + noise, h], axis=1) / 40


def _learn(seed, x, given):
    """The lesson's solution; its log-density as a function to NumPy."""
    import keras
    import numpy as np
    import tensorflow as tf

    import course

    course.seed(seed)
    hidden = [keras.layers.Dense(32, activation="tanh") for _ in range(2)]
    network = keras.Sequential([keras.layers.Input((1,)), *hidden, keras.layers.Dense(2)])
    mean, spread, weights = x.mean(axis=0), x.std(axis=0), network.trainable_variables

    def log_density(points):
        u = tf.cast((points - mean) / spread, "float32")
        out = network(u[:, given : given + 1])
        z = (u[:, 1 - given] - out[:, 0]) * tf.exp(-out[:, 1])
        return -0.5 * (u[:, given] ** 2 + z**2) - np.log(2 * np.pi) - out[:, 1] - float(np.log(spread).sum())

    adam = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.01, 1000))
    adam.build(weights)

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(log_density(x))
        adam.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))

    for _ in range(1000):
        step()
    return lambda points: np.asarray(log_density(points))


def _above_truth(seed, given):
    import numpy as np
    from scipy import stats

    old, new = _banana(1500, 6), _banana(5000, 5)
    inside, h = ((new > old.min(axis=0)) & (new < old.max(axis=0))).all(axis=1), 40 * new[:, 1]
    arm = inside & (h > 0)
    truth = stats.norm.logpdf(h, 0, 4) + stats.norm.logpdf(40 * new[:, 0] - h**2 / 4) + 2 * np.log(40)
    return float(np.mean(truth[arm] - _learn(seed, old, given)(new[arm])))


def measure_floor(seed, source):
    """Visible check: the NLL on 5,000 new points of a banana three times as large, given x₂."""
    return float(-_learn(seed, 3 * _banana(1500, 1), 1)(3 * _banana(5000, 2)).mean())


def measure_right(seed, source):
    """Hidden check, other data: how far the NLL stands above the truth's, given x₂."""
    return _above_truth(seed, 1)


def measure_wrong(seed, source):
    """Hidden check, given x₁: how far the NLL stands above the truth's."""
    return _above_truth(seed, 0)


FLOOR = [-0.926, -0.9281, -0.9257, -0.9273, -0.9261, -0.9255, -0.9285, -0.9264, -0.929, -0.9289]
RIGHT = [0.0069, 0.0110, 0.0100, 0.0044, 0.0111, 0.0073, 0.0048, 0.0089, 0.0042, 0.0069]
WRONG = [1.3082, 1.3084, 1.3083, 1.3081, 1.3085, 1.3083, 1.3082, 1.3082, 1.3085, 1.3080]

bank.threshold("train_coupling", "NLL on new points, given x₂, in nats", -0.8, above=False, offline=FLOOR, real=FLOOR, measure=measure_floor)
bank.threshold("train_coupling", "NLL above the truth's, given x₂, in nats", 0.1, above=False, offline=RIGHT, real=RIGHT, measure=measure_right)
bank.threshold("train_coupling", "NLL above the truth's, given x₁, in nats", 1.45, above=False, offline=WRONG, real=WRONG, measure=measure_wrong)
