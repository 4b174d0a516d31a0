"""Answers to the exercises of week3b/09b_attention. Nothing graded here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week3b/09b_attention")

# --- attention

bank.right("attention", "the maximum of each row taken out by hand", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = (q @ k.T) / q.shape[-1] ** 0.5
        if mask is not None:
            s = np.where(mask, s, -1e30)
        e = np.exp(s - s.max(axis=1, keepdims=True))
        return (e / e.sum(axis=1, keepdims=True)) @ v
''')
bank.right("attention", "loops, lists", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        answers = []
        for i in range(len(q)):
            allowed = [j for j in range(len(k)) if mask is None or mask[i][j]]
            scores = [float(np.dot(q[i], k[j])) / np.sqrt(len(q[i])) for j in allowed]
            raised = [np.exp(s - max(scores)) for s in scores]
            answers.append(sum(r * v[j] for r, j in zip(raised, allowed)) / sum(raised))
        return answers
''')
bank.right("attention", "einsum and logsumexp", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = np.einsum("id,jd->ij", q, k) / np.sqrt(k.shape[1])
        s = s if mask is None else np.where(mask, s, -np.inf)
        return np.einsum("ij,jc->ic", np.exp(s - special.logsumexp(s, axis=1, keepdims=True)), v)
''')
bank.right("attention", "keras.ops, float32", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        q, k, v = (keras.ops.cast(part, "float32") for part in (q, k, v))
        s = keras.ops.matmul(q, keras.ops.transpose(k)) / float(np.sqrt(q.shape[1]))
        if mask is not None:
            s = s + 1e9 * (np.asarray(mask, dtype="float32") - 1)
        return keras.ops.matmul(keras.ops.softmax(s, axis=-1), v)
''')
bank.right("attention", "weights of masked keys set to 0, then divided by the sum", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T / np.sqrt(q.shape[1])
        allowed = np.ones(s.shape, bool) if mask is None else np.asarray(mask)
        top = np.max(np.where(allowed, s, -np.inf), axis=1, keepdims=True)
        e = np.where(allowed, np.exp(np.minimum(s - top, 0)), 0)
        return e @ v / e.sum(axis=1)[:, None]
''')
bank.wrong("attention", "softmax without the maximum: overflow", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        with np.errstate(all="ignore"):
            e = np.exp(q @ k.T / np.sqrt(q.shape[1]))
            if mask is not None:
                e = e * mask
            return e / e.sum(axis=1, keepdims=True) @ v
''', points=2)
bank.wrong("attention", "not divided by the root", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T
        return special.softmax(s if mask is None else np.where(mask, s, -np.inf), axis=1) @ v
''')
bank.wrong("attention", "divided by d", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T / q.shape[1]
        return special.softmax(s if mask is None else np.where(mask, s, -np.inf), axis=1) @ v
''')
bank.wrong("attention", "softmax along the queries", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T / np.sqrt(q.shape[1])
        return special.softmax(s if mask is None else np.where(mask, s, -np.inf), axis=0) @ v
''')
bank.wrong("attention", "softmax over the whole table", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T / np.sqrt(q.shape[1])
        s = s if mask is None else np.where(mask, s, -np.inf)
        return special.softmax(s) * len(q) @ v
''', points=1)
bank.wrong("attention", "mask ignored", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        return special.softmax(q @ k.T / np.sqrt(q.shape[1]), axis=1) @ v
''', points=1)
bank.wrong("attention", "masked weights set to 0 after the softmax, not shared out anew", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        a = special.softmax(q @ k.T / np.sqrt(q.shape[1]), axis=1)
        return (a if mask is None else a * mask) @ v
''', points=1)
bank.wrong("attention", "masked dot products set to 0", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T / np.sqrt(q.shape[1])
        return special.softmax(s if mask is None else s * mask, axis=1) @ v
''', points=1)
bank.wrong("attention", "mask the other way round", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T / np.sqrt(q.shape[1])
        return special.softmax(s if mask is None else np.where(mask, -np.inf, s), axis=1) @ v
''', points=1)
bank.wrong("attention", "one maximum for the whole table: rows far below it become 0/0", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T / np.sqrt(q.shape[1])
        if mask is not None:
            s = np.where(mask, s, -np.inf)
        with np.errstate(all="ignore"):
            e = np.exp(s - s.max())
            return e / e.sum(axis=1, keepdims=True) @ v
''', points=3)
bank.wrong("attention", "the value of the best key", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T if mask is None else np.where(mask, q @ k.T, -np.inf)
        return v[s.argmax(axis=1)]
''')
bank.wrong("attention", "masked with −100: too little where dot products are large", '''
    # exercise: attention
    def attention(q, k, v, mask=None):
        s = q @ k.T / np.sqrt(q.shape[1])
        if mask is not None:
            s = np.where(mask, s, s - 100)
        return special.softmax(s, axis=1) @ v
''', points=3)

# --- causal_mask

bank.right("causal_mask", "np.tri twice", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        low = np.tri(n, dtype=bool)
        return low if width is None else low & ~np.tri(n, k=-width, dtype=bool)
''')
bank.right("causal_mask", "two loops, lists of truth values", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        if width is None:
            width = n
        return [[i - width < j <= i for j in range(n)] for i in range(n)]
''')
bank.right("causal_mask", "rows filled one by one, ones and zeros", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        mask = np.zeros((n, n))
        for i in range(n):
            start = 0 if width is None else max(0, i - width + 1)
            mask[i, start : i + 1] = 1
        return mask
''')
bank.right("causal_mask", "np.fromfunction", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        reach = n if width is None else width
        return np.fromfunction(lambda i, j: (j <= i) & (i - j < reach), (n, n))
''')
bank.right("causal_mask", "keras.ops", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        place = keras.ops.arange(n)
        back = place[:, None] - place[None, :]
        mask = back >= 0
        if width is not None:
            mask = keras.ops.logical_and(mask, back < width)
        return mask
''')
bank.wrong("causal_mask", "the future instead of the past", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        back = np.arange(n) - np.arange(n)[:, None]
        return (back >= 0) & (back < (n if width is None else width))
''')
bank.wrong("causal_mask", "without itself", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        back = np.arange(n)[:, None] - np.arange(n)
        return (back > 0) & (back < (n if width is None else width))
''')
bank.wrong("causal_mask", "width ignored", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        return np.tri(n, dtype=bool)
''')
bank.wrong("causal_mask", "itself not counted in the width", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        back = np.arange(n)[:, None] - np.arange(n)
        return (back >= 0) & (back <= (n if width is None else width))
''')
bank.wrong("causal_mask", "a band to both sides", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        back = np.abs(np.arange(n)[:, None] - np.arange(n))
        return back < width if width else np.tri(n, dtype=bool)
''')
bank.wrong("causal_mask", "0 where allowed, minus infinity elsewhere", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        return np.where(np.tri(n, dtype=bool), 0.0, -np.inf)
''')
bank.wrong("causal_mask", "a width of 2, whatever is asked", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        back = np.arange(n)[:, None] - np.arange(n)
        return (back >= 0) & (back < (n if width is None else 2))
''', points=1)
bank.wrong("causal_mask", "blocks of the width instead of a band", '''
    # exercise: causal_mask
    def causal_mask(n, width=None):
        place = np.arange(n)
        if width is None:
            return np.tri(n, dtype=bool)
        return np.tri(n, dtype=bool) & (place[:, None] // width == place // width)
''')

# --- multi_head

bank.right("multi_head", "a loop with slices", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        d, e = wq.shape[1] // heads, wv.shape[1] // heads
        parts = []
        for h in range(heads):
            a, b = slice(h * d, (h + 1) * d), slice(h * e, (h + 1) * e)
            parts.append(np.asarray(attention(x @ wq[:, a], x @ wk[:, a], x @ wv[:, b], mask)))
        return np.hstack(parts) @ wo
''')
bank.right("multi_head", "each head times its rows of wo, added up", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        total = 0
        for q, k, v, o in zip(np.split(wq, heads, 1), np.split(wk, heads, 1), np.split(wv, heads, 1),
                              np.split(wo, heads, 0)):
            total = total + attention(x @ q, x @ k, x @ v, mask) @ o
        return total
''')
bank.right("multi_head", "all heads at once, einsum", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        n = len(x)
        q, k, v = ((x @ w).reshape(n, heads, -1) for w in (wq, wk, wv))
        s = np.einsum("ihd,jhd->hij", q, k) / np.sqrt(q.shape[2])
        if mask is not None:
            s = np.where(mask, s, -np.inf)
        return np.einsum("hij,jhe->ihe", special.softmax(s, axis=2), v).reshape(n, -1) @ wo
''')
bank.right("multi_head", "Keras' layer with these weights", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        c, d, e = x.shape[1], wq.shape[1] // heads, wv.shape[1] // heads
        layer = keras.layers.MultiHeadAttention(heads, d, value_dim=e, use_bias=False)
        x = np.float32(x)[None]
        layer(x, x)
        layer.set_weights([wq.reshape(c, heads, d), wk.reshape(c, heads, d), wv.reshape(c, heads, e),
                           wo.reshape(heads, e, c)])
        return layer(x, x, attention_mask=None if mask is None else np.asarray(mask)[None])[0]
''')
bank.right("multi_head", "float32, a list", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        q, k, v = (np.split(np.float32(x @ w), heads, axis=-1) for w in (wq, wk, wv))
        rows = np.concatenate([np.asarray(attention(a, b, c, mask)) for a, b, c in zip(q, k, v)], axis=-1)
        return (rows @ wo).tolist()
''')
bank.wrong("multi_head", "heads ignored", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        return attention(x @ wq, x @ wk, x @ wv, mask) @ wo
''', points=1)
bank.wrong("multi_head", "every second column belongs to a head", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        q, k, v = x @ wq, x @ wk, x @ wv
        parts = [attention(q[:, h::heads], k[:, h::heads], v[:, h::heads], mask) for h in range(heads)]
        return np.concatenate(parts, axis=1) @ wo
''', points=1)
bank.wrong("multi_head", "wo forgotten", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        parts = [attention(q, k, v, mask) for q, k, v in
                 zip(*(np.split(x @ w, heads, axis=1) for w in (wq, wk, wv)))]
        return np.concatenate(parts, axis=1)
''')
bank.wrong("multi_head", "divided by the root of all columns", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        parts = [attention(q / np.sqrt(heads), k, v, mask) for q, k, v in
                 zip(*(np.split(x @ w, heads, axis=1) for w in (wq, wk, wv)))]
        return np.concatenate(parts, axis=1) @ wo
''', points=1)
bank.wrong("multi_head", "mask ignored", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        parts = [attention(q, k, v) for q, k, v in
                 zip(*(np.split(x @ w, heads, axis=1) for w in (wq, wk, wv)))]
        return np.concatenate(parts, axis=1) @ wo
''', points=4)
bank.wrong("multi_head", "mean over the heads", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        total = 0
        for q, k, v, o in zip(np.split(wq, heads, 1), np.split(wk, heads, 1), np.split(wv, heads, 1),
                              np.split(wo, heads, 0)):
            total = total + attention(x @ q, x @ k, x @ v, mask) @ o / heads
        return total
''', points=1)
bank.wrong("multi_head", "queries and keys exchanged", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        parts = [attention(k, q, v, mask) for q, k, v in
                 zip(*(np.split(x @ w, heads, axis=1) for w in (wq, wk, wv)))]
        return np.concatenate(parts, axis=1) @ wo
''')
bank.wrong("multi_head", "the positions cut into blocks, not the columns", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        rows = np.array_split(x, heads, axis=0)
        return np.concatenate([attention(r @ wq, r @ wk, r @ wv) for r in rows]) @ wo
''', points=1)
bank.wrong("multi_head", "values as wide as the keys", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        d = wq.shape[1] // heads
        blocks = [slice(h * d, (h + 1) * d) for h in range(heads)]
        parts = [attention(x @ wq[:, b], x @ wk[:, b], (x @ wv)[:, b], mask) for b in blocks]
        return np.concatenate(parts, axis=1) @ wo
''', points=1)
bank.wrong("multi_head", "two heads at most", '''
    # exercise: multi_head
    def multi_head(x, wq, wk, wv, wo, heads, mask=None):
        heads = min(heads, 2)
        parts = [attention(q, k, v, mask) for q, k, v in
                 zip(*(np.array_split(x @ w, heads, axis=1) for w in (wq, wk, wv)))]
        return np.concatenate(parts, axis=1) @ wo
''', points=3)

# --- block_parameters

bank.right("block_parameters", "a sum of layers", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        layers = 3 * [(width, heads * key)] + [(heads * key, width), (width, hidden), (hidden, width)]
        return sum(a * b + b for a, b in layers) + 4 * width
''')
bank.right("block_parameters", "head by head", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        total = width  # the bias after the heads
        for _ in range(heads):
            total += 3 * (width * key + key) + key * width
        for _ in range(2):
            total += 2 * width
        return total + width * hidden + hidden + hidden * width + width
''')
bank.right("block_parameters", "Keras counts", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        x = keras.Input((3, width))
        y = keras.layers.MultiHeadAttention(heads, key)(*2 * [keras.layers.LayerNormalization()(x)])
        y = keras.layers.Dense(hidden)(keras.layers.LayerNormalization()(y))
        return keras.Model(x, keras.layers.Dense(width)(y)).count_params()
''')
bank.right("block_parameters", "multiplied out", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        return 4 * width * heads * key + 3 * heads * key + 2 * width * hidden + hidden + 6 * width
''')
bank.right("block_parameters", "shapes and np.prod, a NumPy number comes back", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        inner = heads * key
        shapes = [(width, inner), (inner,)] * 3 + [(inner, width), (width,), (width, hidden), (hidden,),
                                                   (hidden, width), (width,)] + [(width,)] * 4
        return np.sum([np.prod(shape) for shape in shapes])
''')
bank.wrong("block_parameters", "no biases", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        return 4 * width * heads * key + 2 * width * hidden + 4 * width
''')
bank.wrong("block_parameters", "normalisations forgotten", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        return 4 * width * heads * key + 3 * heads * key + 2 * width * hidden + hidden + 2 * width
''')
bank.wrong("block_parameters", "heads forgotten", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        return 4 * width * key + 3 * key + 2 * width * hidden + hidden + 6 * width
''')
bank.wrong("block_parameters", "three matrices instead of four", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        return 3 * (width + 1) * heads * key + 2 * width * hidden + hidden + 5 * width
''')
bank.wrong("block_parameters", "one normalisation", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        return 4 * width * heads * key + 3 * heads * key + 2 * width * hidden + hidden + 4 * width
''')
bank.wrong("block_parameters", "heads · key taken to be the width", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        return 4 * (width + 1) * width + 2 * width * hidden + hidden + 5 * width
''')
bank.wrong("block_parameters", "only one bias for each of the three inner matrices", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        return 4 * width * heads * key + 3 * key + 2 * width * hidden + hidden + 6 * width
''')
bank.wrong("block_parameters", "hidden layer of twice the width, whatever is asked", '''
    # exercise: block_parameters
    def block_parameters(width, heads, key, hidden):
        hidden = hidden if width < 20 else 2 * width
        return 4 * width * heads * key + 3 * heads * key + 2 * width * hidden + hidden + 6 * width
''', points=1)

# --- position_code

bank.right("position_code", "even and odd columns filled", '''
    # exercise: position_code
    def position_code(n, d):
        code = np.zeros((n, d))
        angles = np.arange(n)[:, None] / 10000 ** (np.arange(0, d, 2) / d)
        code[:, 0::2], code[:, 1::2] = np.sin(angles), np.cos(angles)
        return code
''')
bank.right("position_code", "two loops, a list", '''
    # exercise: position_code
    def position_code(n, d):
        rows = []
        for t in range(n):
            row = []
            for i in range(d // 2):
                angle = t / 10000 ** (2 * i / d)
                row += [np.sin(angle), np.cos(angle)]
            rows.append(row)
        return rows
''')
bank.right("position_code", "imaginary part and real part of a turning number", '''
    # exercise: position_code
    def position_code(n, d):
        turning = np.exp(1j * np.outer(np.arange(n), 10000.0 ** (-2 * np.arange(d // 2) / d)))
        return np.dstack([turning.imag, turning.real]).reshape(n, d)
''')
bank.right("position_code", "a cosine is a sine a quarter turn ahead", '''
    # exercise: position_code
    def position_code(n, d):
        column = np.arange(d)
        speed = np.exp(-np.log(10000) * (column - column % 2) / d)
        return np.sin(np.outer(np.arange(n), speed) + np.pi / 2 * (column % 2))
''')
bank.right("position_code", "keras.ops, float32", '''
    # exercise: position_code
    def position_code(n, d):
        t = keras.ops.cast(keras.ops.arange(n), "float32")[:, None]
        speed = keras.ops.convert_to_tensor(10000.0 ** (-np.arange(0, d, 2) / d), "float32")
        both = keras.ops.stack([keras.ops.sin(t * speed), keras.ops.cos(t * speed)], axis=-1)
        return keras.ops.reshape(both, (n, d))
''')
bank.wrong("position_code", "first all sines, then all cosines", '''
    # exercise: position_code
    def position_code(n, d):
        angles = np.arange(n)[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d)
        return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
''', points=1)
bank.wrong("position_code", "cosines first", '''
    # exercise: position_code
    def position_code(n, d):
        angles = np.arange(n)[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d)
        return np.stack([np.cos(angles), np.sin(angles)], axis=2).reshape(n, d)
''')
bank.wrong("position_code", "exponent i/d instead of 2i/d", '''
    # exercise: position_code
    def position_code(n, d):
        angles = np.arange(n)[:, None] * 10000.0 ** (-np.arange(d // 2) / d)
        return np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(n, d)
''', points=1)
bank.wrong("position_code", "each column its own speed", '''
    # exercise: position_code
    def position_code(n, d):
        angles = np.arange(n)[:, None] * 10000.0 ** (-np.arange(d) / d)
        return np.where(np.arange(d) % 2 == 0, np.sin(angles), np.cos(angles))
''')
bank.wrong("position_code", "positions begin at 1", '''
    # exercise: position_code
    def position_code(n, d):
        angles = np.arange(1, n + 1)[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d)
        return np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(n, d)
''')
bank.wrong("position_code", "faster and faster instead of slower", '''
    # exercise: position_code
    def position_code(n, d):
        angles = np.arange(n)[:, None] * 10000.0 ** (np.arange(0, d, 2) / d)
        return np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(n, d)
''', points=1)
bank.wrong("position_code", "1000 instead of 10000", '''
    # exercise: position_code
    def position_code(n, d):
        angles = np.arange(n)[:, None] * 1000.0 ** (-np.arange(0, d, 2) / d)
        return np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(n, d)
''', points=1)
bank.wrong("position_code", "the angle's remainder after a half turn", '''
    # exercise: position_code
    def position_code(n, d):
        angles = (np.arange(n)[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d)) % np.pi
        return np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(n, d)
''', points=2)
bank.wrong("position_code", "positions 0 to n: one row too many", '''
    # exercise: position_code
    def position_code(n, d):
        angles = np.arange(n + 1)[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d)
        return np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(n + 1, d)
''')

# --- patches

bank.right("patches", "loops over the corners", '''
    # exercise: patches
    def patches(images, size):
        b, height, width = images.shape
        rows = [images[:, r : r + size, c : c + size].reshape(b, -1)
                for r in range(0, height, size) for c in range(0, width, size)]
        return np.stack(rows, axis=1)
''')
bank.right("patches", "swapaxes", '''
    # exercise: patches
    def patches(images, size):
        b, height, width = images.shape
        five = images.reshape(b, -1, size, width // size, size)
        return np.swapaxes(five, 2, 3).reshape(b, -1, size**2)
''')
bank.right("patches", "einsum, a list", '''
    # exercise: patches
    def patches(images, size):
        b, height, width = images.shape
        five = images.reshape(b, height // size, size, width // size, size)
        return np.einsum("bhpwq->bhwpq", five).reshape(b, -1, size * size).tolist()
''')
bank.right("patches", "split along rows, then along columns", '''
    # exercise: patches
    def patches(images, size):
        found = []
        for band in np.split(images, images.shape[1] // size, axis=1):
            for square in np.split(band, images.shape[2] // size, axis=2):
                found.append(square.reshape(len(images), size * size))
        return np.array(found).transpose(1, 0, 2)
''')
bank.right("patches", "keras.ops.image", '''
    # exercise: patches
    def patches(images, size):
        cut = keras.ops.image.extract_patches(np.float32(images)[..., None], size)
        return keras.ops.reshape(cut, (len(images), -1, size * size))
''')
bank.wrong("patches", "a plain reshape: pieces of rows", '''
    # exercise: patches
    def patches(images, size):
        return images.reshape(len(images), -1, size * size)
''')
bank.wrong("patches", "pixels of a patch column by column", '''
    # exercise: patches
    def patches(images, size):
        b, height, width = images.shape
        five = images.reshape(b, height // size, size, width // size, size)
        return five.transpose(0, 1, 3, 4, 2).reshape(b, -1, size * size)
''')
bank.wrong("patches", "patches from top to bottom first", '''
    # exercise: patches
    def patches(images, size):
        b, height, width = images.shape
        five = images.reshape(b, height // size, size, width // size, size)
        return five.transpose(0, 3, 1, 2, 4).reshape(b, -1, size * size)
''')
bank.wrong("patches", "every size-th pixel instead of neighbours", '''
    # exercise: patches
    def patches(images, size):
        b, height, width = images.shape
        five = images.reshape(b, size, height // size, size, width // size)
        return five.transpose(0, 2, 4, 1, 3).reshape(b, -1, size * size)
''')
bank.wrong("patches", "takes images to be square", '''
    # exercise: patches
    def patches(images, size):
        b, side, _ = images.shape
        five = images.reshape(b, side // size, size, -1, size)[:, :, :, : side // size]
        return five.transpose(0, 1, 3, 2, 4).reshape(b, -1, size * size)
''', points=2)
bank.wrong("patches", "patches of all images in one list", '''
    # exercise: patches
    def patches(images, size):
        b, height, width = images.shape
        five = images.reshape(b, height // size, size, width // size, size)
        return five.transpose(0, 1, 3, 2, 4).reshape(1, -1, size * size)
''', points=1)
bank.wrong("patches", "patches stay squares", '''
    # exercise: patches
    def patches(images, size):
        b, height, width = images.shape
        five = images.reshape(b, height // size, size, width // size, size)
        return five.transpose(0, 1, 3, 2, 4).reshape(b, -1, size, size)
''')
bank.wrong("patches", "only the first image", '''
    # exercise: patches
    def patches(images, size):
        _, height, width = images.shape
        five = images[:1].reshape(1, height // size, size, width // size, size)
        return five.transpose(0, 1, 3, 2, 4).reshape(1, -1, size * size)
''', points=1)
