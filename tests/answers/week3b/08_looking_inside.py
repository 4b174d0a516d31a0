"""Answers to the exercises of week3b/08_looking_inside. No number of a trained network is graded: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week3b/08_looking_inside")

# --- occlude

bank.right("occlude", "a mask of distances, np.where", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        height, width = image.shape
        rows = np.abs(np.arange(height) - row)[:, np.newaxis] <= size // 2
        columns = np.abs(np.arange(width) - column) <= size // 2
        return np.where(rows & columns, fill, image)
''')
bank.right("occlude", "two loops over the square", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        result = image.astype("float64")
        half = (size - 1) // 2
        for r in range(row - half, row + half + 1):
            for c in range(column - half, column + half + 1):
                if 0 <= r < image.shape[0] and 0 <= c < image.shape[1]:
                    result[r, c] = fill
        return result
''')
bank.right("occlude", "clipped edges on both sides", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        half = size // 2
        rows = np.clip([row - half, row + half + 1], 0, image.shape[0])
        columns = np.clip([column - half, column + half + 1], 0, image.shape[1])
        result = image.copy()
        result[slice(*rows), slice(*columns)] = fill
        return result
''')
bank.right("occlude", "padded, covered, cut out again", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        half = size // 2
        padded = np.pad(image, half)
        padded[row : row + size, column : column + size] = fill
        return padded[half : half + image.shape[0], half : half + image.shape[1]]
''')
bank.right("occlude", "TensorFlow, a tensor comes back", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        image = tf.cast(image, tf.float32)
        rows = tf.abs(tf.range(image.shape[0]) - row) <= size // 2
        columns = tf.abs(tf.range(image.shape[1]) - column) <= size // 2
        return tf.where(rows[:, None] & columns[None, :], tf.cast(fill, tf.float32), image)
''')
bank.right("occlude", "a list of lists", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        return [[fill if abs(r - row) <= size // 2 and abs(c - column) <= size // 2 else float(value)
                 for c, value in enumerate(line)] for r, line in enumerate(image)]
''')
bank.wrong("occlude", "a slice that begins below 0", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        half = size // 2
        covered = np.array(image, dtype=float)
        covered[row - half : row + half + 1, column - half : column + half + 1] = fill
        return covered
''')
bank.wrong("occlude", "the image itself is changed", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        half = size // 2
        image[max(row - half, 0) : row + half + 1, max(column - half, 0) : column + half + 1] = fill
        return image
''')
bank.wrong("occlude", "the place is the upper left corner", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        covered = np.array(image, dtype=float)
        covered[row : row + size, column : column + size] = fill
        return covered
''')
bank.wrong("occlude", "one row and column too few", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        half = size // 2
        covered = np.array(image, dtype=float)
        covered[max(row - half, 0) : row + half, max(column - half, 0) : column + half] = fill
        return covered
''')
bank.wrong("occlude", "fill ignored", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        half = size // 2
        covered = np.array(image, dtype=float)
        covered[max(row - half, 0) : row + half + 1, max(column - half, 0) : column + half + 1] = 0
        return covered
''')
bank.wrong("occlude", "row and column swapped", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        half = size // 2
        covered = np.array(image, dtype=float)
        covered[max(column - half, 0) : column + half + 1, max(row - half, 0) : row + half + 1] = fill
        return covered
''')
bank.wrong("occlude", "always a square of 3×3", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        covered = np.array(image, dtype=float)
        covered[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2] = fill
        return covered
''', points=1)
bank.wrong("occlude", "rows clipped, columns not", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        half = size // 2
        covered = np.array(image, dtype=float)
        covered[max(row - half, 0) : row + half + 1, column - half : column + half + 1] = fill
        return covered
''', points=1)
bank.wrong("occlude", "a circle instead of a square", '''
    # exercise: occlude
    def occlude(image, row, column, size, fill):
        rows, columns = np.indices(image.shape)
        return np.where((rows - row) ** 2 + (columns - column) ** 2 <= (size // 2) ** 2, fill, image)
''')

# --- occlusion_map

bank.right("occlusion_map", "two loops, one image at a time", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        before = predict(image[np.newaxis])[0]
        result = np.zeros(image.shape)
        for r in range(image.shape[0]):
            for c in range(image.shape[1]):
                result[r, c] = before - predict(occlude(image, r, c, size, fill)[np.newaxis])[0]
        return result
''')
bank.right("occlusion_map", "the image itself as the last of the stack", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        height, width = image.shape
        stack = [occlude(image, r, c, size, fill) for r in range(height) for c in range(width)] + [image]
        scores = np.asarray(predict(np.array(stack)))
        return (scores[-1] - scores[:-1]).reshape(height, width)
''')
bank.right("occlusion_map", "one call a row", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        height, width = image.shape
        score = predict(image[None])
        return np.stack([score - predict(np.stack([occlude(image, r, c, size, fill) for c in range(width)]))
                         for r in range(height)])
''')
bank.right("occlusion_map", "masks for all places by broadcasting", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        height, width = image.shape
        rows = np.abs(np.subtract.outer(np.arange(height), np.arange(height))) <= size // 2
        columns = np.abs(np.subtract.outer(np.arange(width), np.arange(width))) <= size // 2
        masks = rows[:, None, :, None] & columns[None, :, None, :]
        covered = np.where(masks, fill, image).reshape(-1, height, width)
        return (predict(image[None]) - predict(covered)).reshape(height, width)
''')
bank.right("occlusion_map", "float32, a tensor comes back", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        covered = np.stack([occlude(image, r, c, size, fill) for r, c in np.ndindex(image.shape)])
        fall = tf.cast(predict(image[None]), tf.float32) - tf.cast(predict(covered), tf.float32)
        return tf.reshape(fall, image.shape)
''')
bank.wrong("occlusion_map", "the sign turned", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        covered = np.stack([occlude(image, *place, size, fill) for place in np.ndindex(*image.shape)])
        return (predict(covered) - predict(image[None])).reshape(image.shape)
''')
bank.wrong("occlusion_map", "the score of the covered image, without the difference", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        covered = np.stack([occlude(image, *place, size, fill) for place in np.ndindex(*image.shape)])
        return predict(covered).reshape(image.shape)
''')
bank.wrong("occlusion_map", "the size of the change, without its sign", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        covered = np.stack([occlude(image, *place, size, fill) for place in np.ndindex(*image.shape)])
        return np.abs(predict(image[None]) - predict(covered)).reshape(image.shape)
''', points=1)
bank.wrong("occlusion_map", "only squares that lie inside", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        half, (height, width) = size // 2, image.shape
        result = np.zeros(image.shape)
        for r in range(half, height - half):
            for c in range(half, width - half):
                result[r, c] = predict(image[None])[0] - predict(occlude(image, r, c, size, fill)[None])[0]
        return result
''', points=1)
bank.wrong("occlusion_map", "fill always 0", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        covered = np.stack([occlude(image, *place, size, 0.0) for place in np.ndindex(*image.shape)])
        return (predict(image[None]) - predict(covered)).reshape(image.shape)
''', points=1)
bank.wrong("occlusion_map", "size ignored", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        covered = np.stack([occlude(image, *place, 3, fill) for place in np.ndindex(*image.shape)])
        return (predict(image[None]) - predict(covered)).reshape(image.shape)
''', points=1)
bank.wrong("occlusion_map", "column by column, reshaped row by row", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        height, width = image.shape
        covered = np.stack([occlude(image, r, c, size, fill) for c in range(width) for r in range(height)])
        return (predict(image[None]) - predict(covered)).reshape(height, width)
''')
bank.wrong("occlusion_map", "the fall spread over the pixels of the square", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        covered = np.stack([occlude(image, *place, size, fill) for place in np.ndindex(*image.shape)])
        return (predict(image[None]) - predict(covered)).reshape(image.shape) / size**2
''', points=1)
bank.wrong("occlusion_map", "the score of what was taken out: right for sums only", '''
    # exercise: occlusion_map
    def occlusion_map(predict, image, size, fill):
        empty = predict(np.zeros((1, *image.shape)))
        out = np.stack([image - occlude(image, *place, size, fill) for place in np.ndindex(*image.shape)])
        return (predict(out) - empty).reshape(image.shape)
''', points=3)

# --- hit

bank.right("hit", "divmod of the flat number", '''
    # exercise: hit
    def hit(map_, place, within):
        map_ = np.asarray(map_)
        row, column = divmod(int(map_.argmax()), map_.shape[1])
        return max(abs(row - place[0]), abs(column - place[1])) <= within
''')
bank.right("hit", "np.where finds the maximum, a NumPy truth value comes back", '''
    # exercise: hit
    def hit(map_, place, within):
        peak = np.argwhere(map_ == np.max(map_))[0]
        return np.all(np.abs(peak - np.array(place)) <= within)
''')
bank.right("hit", "loops", '''
    # exercise: hit
    def hit(map_, place, within):
        best, where = -np.inf, None
        for r in range(len(map_)):
            for c in range(len(map_[0])):
                if map_[r][c] > best:
                    best, where = map_[r][c], (r, c)
        return abs(where[0] - place[0]) <= within and abs(where[1] - place[1]) <= within
''')
bank.right("hit", "the largest of rows and of columns, 1 or 0 comes back", '''
    # exercise: hit
    def hit(map_, place, within):
        row, column = map_.max(axis=1).argmax(), map_.max(axis=0).argmax()
        return int(abs(row - place[0]) <= within) * int(abs(column - place[1]) <= within)
''')
bank.right("hit", "TensorFlow", '''
    # exercise: hit
    def hit(map_, place, within):
        number = tf.argmax(tf.reshape(map_, [-1])).numpy()
        row, column = int(number) // map_.shape[1], int(number) % map_.shape[1]
        return tf.reduce_all(tf.abs([row - place[0], column - place[1]]) <= int(np.floor(within)))
''')
bank.wrong("hit", "less than within, not at most", '''
    # exercise: hit
    def hit(map_, place, within):
        row, column = np.unravel_index(np.argmax(map_), np.shape(map_))
        return bool(abs(row - place[0]) < within and abs(column - place[1]) < within)
''')
bank.wrong("hit", "straight distance", '''
    # exercise: hit
    def hit(map_, place, within):
        row, column = np.unravel_index(np.argmax(map_), np.shape(map_))
        return bool(np.hypot(row - place[0], column - place[1]) <= within)
''')
bank.wrong("hit", "row or column", '''
    # exercise: hit
    def hit(map_, place, within):
        row, column = np.unravel_index(np.argmax(map_), np.shape(map_))
        return bool(abs(row - place[0]) <= within or abs(column - place[1]) <= within)
''')
bank.wrong("hit", "the largest absolute value", '''
    # exercise: hit
    def hit(map_, place, within):
        row, column = np.unravel_index(np.argmax(np.abs(map_)), np.shape(map_))
        return bool(abs(row - place[0]) <= within and abs(column - place[1]) <= within)
''')
bank.wrong("hit", "divided by the number of rows", '''
    # exercise: hit
    def hit(map_, place, within):
        row, column = divmod(int(np.argmax(map_)), map_.shape[0])
        return bool(abs(row - place[0]) <= within and abs(column - place[1]) <= within)
''')
bank.wrong("hit", "row and column swapped", '''
    # exercise: hit
    def hit(map_, place, within):
        row, column = np.unravel_index(np.argmax(map_), np.shape(map_))
        return bool(abs(column - place[0]) <= within and abs(row - place[1]) <= within)
''')
bank.wrong("hit", "the sum of both distances", '''
    # exercise: hit
    def hit(map_, place, within):
        row, column = np.unravel_index(np.argmax(map_), np.shape(map_))
        return bool(abs(row - place[0]) + abs(column - place[1]) <= within)
''')
bank.wrong("hit", "distances keep their signs", '''
    # exercise: hit
    def hit(map_, place, within):
        row, column = np.unravel_index(np.argmax(map_), np.shape(map_))
        return bool(place[0] - row <= within and place[1] - column <= within)
''')

# --- channel_weights

bank.right("channel_weights", "one mean after the other", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return gradient.mean(axis=0).mean(axis=0)
''')
bank.right("channel_weights", "sum, divided by the number of places", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        h, w, _ = gradient.shape
        return gradient.sum(axis=(0, 1)) / (h * w)
''')
bank.right("channel_weights", "TensorFlow, a tensor comes back", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return tf.reduce_mean(gradient, axis=[0, 1])
''')
bank.right("channel_weights", "a list of means", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return [float(np.mean(gradient[:, :, k])) for k in range(gradient.shape[2])]
''')
bank.right("channel_weights", "Keras' global average pooling", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return keras.layers.GlobalAveragePooling2D()(np.asarray(gradient, dtype="float32")[None])[0]
''')
bank.wrong("channel_weights", "sum for mean", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return np.sum(gradient, axis=(0, 1))
''')
bank.wrong("channel_weights", "mean over the channels", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return np.mean(gradient, axis=-1)
''')
bank.wrong("channel_weights", "one mean of everything", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return np.mean(gradient)
''')
bank.wrong("channel_weights", "without signs", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return np.mean(np.abs(gradient), axis=(0, 1))
''')
bank.wrong("channel_weights", "the largest value", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return np.max(gradient, axis=(0, 1))
''')
bank.wrong("channel_weights", "maps taken for square", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return np.sum(gradient, axis=(0, 1)) / gradient.shape[0] ** 2
''', points=1)
bank.wrong("channel_weights", "ReLU too early", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return np.maximum(np.mean(gradient, axis=(0, 1)), 0)
''')
bank.wrong("channel_weights", "made to add up to 1", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        weights = np.mean(gradient, axis=(0, 1))
        return weights / np.sum(weights)
''')
bank.wrong("channel_weights", "reshaped before the channels were moved to the front", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return gradient.reshape(gradient.shape[2], -1).mean(axis=1)
''')
bank.wrong("channel_weights", "exactly three channels", '''
    # exercise: channel_weights
    def channel_weights(gradient):
        return np.array([gradient[:, :, 0].mean(), gradient[:, :, 1].mean(), gradient[:, :, 2].mean()])
''', points=1)

# --- grad_cam

bank.right("grad_cam", "einsum", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        heat = np.einsum("rck,k->rc", maps, gradient.mean(axis=(0, 1)))
        return np.where(heat > 0, heat, 0)
''')
bank.right("grad_cam", "a loop over the channels", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        weights = np.asarray(channel_weights(gradient))
        total = np.zeros(maps.shape[:2])
        for k, weight in enumerate(weights):
            total += weight * maps[:, :, k]
        return total.clip(min=0)
''')
bank.right("grad_cam", "broadcasting and a sum", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        total = np.sum(maps * np.mean(gradient, axis=(0, 1)), axis=-1)
        return (total + np.abs(total)) / 2
''')
bank.right("grad_cam", "TensorFlow, float32, a tensor comes back", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        weights = tf.reduce_mean(tf.cast(gradient, tf.float32), axis=[0, 1])
        return tf.nn.relu(tf.reduce_sum(tf.cast(maps, tf.float32) * weights, axis=2))
''')
bank.right("grad_cam", "a list of lists", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        weights = [gradient[..., k].mean() for k in range(gradient.shape[-1])]
        return [[max(0.0, float(sum(w * a for w, a in zip(weights, place)))) for place in row] for row in maps]
''')
bank.wrong("grad_cam", "without ReLU", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        return maps @ np.mean(gradient, axis=(0, 1))
''')
bank.wrong("grad_cam", "ReLU in each channel, before the sum", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        return np.maximum(maps * np.mean(gradient, axis=(0, 1)), 0).sum(axis=-1)
''')
bank.wrong("grad_cam", "gradient times map, place by place", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        return np.maximum((maps * gradient).sum(axis=-1), 0)
''')
bank.wrong("grad_cam", "mean over the channels for their sum", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        return np.maximum((maps * np.mean(gradient, axis=(0, 1))).mean(axis=-1), 0)
''')
bank.wrong("grad_cam", "weights without signs", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        return np.maximum(maps @ np.abs(np.mean(gradient, axis=(0, 1))), 0)
''')
bank.wrong("grad_cam", "the absolute value instead of ReLU", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        return np.abs(maps @ np.mean(gradient, axis=(0, 1)))
''')
bank.wrong("grad_cam", "only weights above 0", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        return maps @ np.maximum(np.mean(gradient, axis=(0, 1)), 0)
''')
bank.wrong("grad_cam", "scaled to a largest value of 1", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        heat = np.maximum(maps @ np.mean(gradient, axis=(0, 1)), 0)
        return heat / (heat.max() + 1e-9)
''')
bank.wrong("grad_cam", "exactly three channels", '''
    # exercise: grad_cam
    def grad_cam(maps, gradient):
        w = np.mean(gradient, axis=(0, 1))
        return np.maximum(w[0] * maps[..., 0] + w[1] * maps[..., 1] + w[-1] * maps[..., -1], 0)
''', points=2)

# --- can_flip

bank.right("can_flip", "any sign that differs", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        before = predict(image[None])[0]
        return np.any(np.sign(before - np.asarray(occlusion_map(predict, image, size, fill))) != np.sign(before))
''')
bank.right("can_flip", "a loop that stops at the first", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        positive = predict(image[np.newaxis])[0] > 0
        for r in range(image.shape[0]):
            for c in range(image.shape[1]):
                if (predict(occlude(image, r, c, size, fill)[np.newaxis])[0] > 0) != positive:
                    return True
        return False
''')
bank.right("can_flip", "the largest fall against the score", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        score = predict(image[None])[0]
        fall = np.asarray(occlusion_map(predict, image, size, fill))
        return bool(fall.max() > score) if score > 0 else bool(fall.min() < score)
''')
bank.right("can_flip", "the smallest product, 1 or 0 comes back", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        score = predict(image[None])
        covered = predict(np.stack([occlude(image, *p, size, fill) for p in np.ndindex(*image.shape)]))
        return int(np.min(covered * score) < 0)
''')
bank.right("can_flip", "TensorFlow, a tensor comes back", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        score = predict(image[None])[0]
        left = score - tf.cast(occlusion_map(predict, image, size, fill), tf.float64)
        return tf.reduce_any(left * score < 0)
''')
bank.wrong("can_flip", "only from above 0 to below", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        score = predict(image[None])[0]
        return bool(np.any(score - occlusion_map(predict, image, size, fill) < 0))
''')
bank.wrong("can_flip", "a large fall taken for a turned answer", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        return bool(np.max(occlusion_map(predict, image, size, fill)) > 0)
''')
bank.wrong("can_flip", "the map's sign, not the covered score's", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        score = predict(image[None])[0]
        return bool(np.any((occlusion_map(predict, image, size, fill) > 0) != (score > 0)))
''')
bank.wrong("can_flip", "all squares must turn it", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        score = predict(image[None])[0]
        return bool(np.all((score - occlusion_map(predict, image, size, fill) > 0) != (score > 0)))
''')
bank.wrong("can_flip", "only the square of the largest fall", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        score = predict(image[None])[0]
        return bool(score > 0 and score - np.max(occlusion_map(predict, image, size, fill)) < 0)
''')
bank.wrong("can_flip", "size ignored", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        score = predict(image[None])[0]
        return bool(np.any((score - occlusion_map(predict, image, 1, fill) > 0) != (score > 0)))
''')
bank.wrong("can_flip", "fill always 0", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        score = predict(image[None])[0]
        return bool(np.any((score - occlusion_map(predict, image, size, 0.0) > 0) != (score > 0)))
''')
bank.wrong("can_flip", "squares that stick out are left out", '''
    # exercise: can_flip
    def can_flip(predict, image, size, fill):
        half, score = size // 2, predict(image[None])[0]
        covered = score - occlusion_map(predict, image, size, fill)
        rows, columns = image.shape
        inside = covered[min(half, rows // 2) : max(rows - half, rows // 2 + 1), min(half, columns // 2) : max(columns - half, columns // 2 + 1)]
        return bool(np.any((inside > 0) != (score > 0)))
''', points=1)

# --- shuffle_patch

bank.right("shuffle_patch", "a loop over the images", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        order = np.random.default_rng(seed).permutation(len(images))
        result = images.copy()
        for i, j in enumerate(order):
            result[i, top : top + size, left : left + size] = images[j, top : top + size, left : left + size]
        return result
''')
bank.right("shuffle_patch", "the generator shuffles the patches along their first axis", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        result = np.copy(images)
        patches = result[:, top : top + size, left : left + size].copy()
        np.random.default_rng(seed).shuffle(patches, axis=0)
        result[:, top : top + size, left : left + size] = patches
        return result
''')
bank.right("shuffle_patch", "the old generator, argsort of random numbers", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        order = np.random.RandomState(seed).rand(len(images)).argsort()
        result = np.array(images)
        result[:, top : top + size, left : left + size] = np.array(images)[order, top : top + size, left : left + size]
        return result
''')
bank.right("shuffle_patch", "a mask and np.where", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        rows, columns = np.indices(images.shape[1:])
        inside = (rows >= top) & (rows < top + size) & (columns >= left) & (columns < left + size)
        return np.where(inside, images[np.random.default_rng(seed).permutation(len(images))], images)
''')
bank.right("shuffle_patch", "TensorFlow's stateless shuffle, a tensor comes back", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        order = tf.argsort(tf.random.stateless_uniform([len(images)], seed=[seed, 1]))
        mask = np.zeros(images.shape[1:], bool)
        mask[top : top + size, left : left + size] = True
        return tf.where(mask, tf.gather(images, order), images)
''')
bank.right("shuffle_patch", "Python's generator, a list comes back", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        import random
        order = list(range(len(images)))
        random.Random(seed).shuffle(order)
        result = [np.array(image) for image in images]
        for image, j in zip(result, order):
            image[top : top + size, left : left + size] = images[j][top : top + size, left : left + size]
        return result
''')
bank.wrong("shuffle_patch", "the images themselves are changed", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        order = np.random.default_rng(seed).permutation(len(images))
        images[:, top : top + size, left : left + size] = images[order, top : top + size, left : left + size]
        return images
''')
bank.wrong("shuffle_patch", "each pixel of the patch in an order of its own", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        rng, mixed = np.random.default_rng(seed), np.array(images)
        for r in range(top, top + size):
            for c in range(left, left + size):
                mixed[:, r, c] = images[rng.permutation(len(images)), r, c]
        return mixed
''', points=1)
bank.wrong("shuffle_patch", "drawn with replacement", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        order = np.random.default_rng(seed).integers(0, len(images), len(images))
        mixed = np.array(images)
        mixed[:, top : top + size, left : left + size] = images[order, top : top + size, left : left + size]
        return mixed
''')
bank.wrong("shuffle_patch", "the whole images are shuffled", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        return images[np.random.default_rng(seed).permutation(len(images))]
''', points=1)
bank.wrong("shuffle_patch", "shuffled within each image", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        rng, mixed = np.random.default_rng(seed), np.array(images)
        for image in mixed:
            patch = image[top : top + size, left : left + size]
            image[top : top + size, left : left + size] = rng.permutation(patch.ravel()).reshape(patch.shape)
        return mixed
''')
bank.wrong("shuffle_patch", "left and top swapped", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        order = np.random.default_rng(seed).permutation(len(images))
        mixed = np.array(images)
        mixed[:, left : left + size, top : top + size] = images[order, left : left + size, top : top + size]
        return mixed
''')
bank.wrong("shuffle_patch", "size taken for the last row and column", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        order = np.random.default_rng(seed).permutation(len(images))
        mixed = np.array(images)
        mixed[:, top:size, left:size] = images[order, top:size, left:size]
        return mixed
''')
bank.wrong("shuffle_patch", "the seed is ignored", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        order = np.random.default_rng(1).permutation(len(images))
        mixed = np.array(images)
        mixed[:, top : top + size, left : left + size] = images[order, top : top + size, left : left + size]
        return mixed
''', points=3)
bank.wrong("shuffle_patch", "moved on by one image, not random", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        mixed = np.array(images)
        mixed[:, top : top + size, left : left + size] = np.roll(images, seed + 1, axis=0)[:, top : top + size, left : left + size]
        return mixed
''', points=3)
bank.wrong("shuffle_patch", "nothing is seeded: another order at each call", '''
    # exercise: shuffle_patch
    def shuffle_patch(images, top, left, size, seed):
        order = np.random.default_rng().permutation(len(images))
        mixed = np.array(images)
        mixed[:, top : top + size, left : left + size] = images[order, top : top + size, left : left + size]
        return mixed
''', points=3)
