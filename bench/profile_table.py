"""The entropy profile of a random law of small weights in double precision,
with NumPy and a table of n log n.

Usage: profile_table.py V L      prints cells per second.

The last positions are decided for all rows at once, the others one by one for
arrays of all of these; what would be a logarithm is an entry of the table.
"""
import sys
import time

import numpy as np

LAST = {2: 9, 3: 6, 4: 5}


def expand(rows, v, positions):
    """All marginals of the last positions, and how many each keeps."""
    count = rows.shape[0]
    lanes, kept = rows.reshape(count, 1, -1), np.zeros(1, dtype=int)
    for _ in range(positions):
        parts = lanes.reshape(count, lanes.shape[1], v, -1)
        total = parts.sum(axis=2, keepdims=True, dtype=rows.dtype)
        lanes = np.concatenate([parts, total], axis=2)
        lanes = lanes.reshape(count, -1, lanes.shape[3])
        kept = (kept[:, None] + np.array([1] * v + [0])[None, :]).ravel()
    return lanes.reshape(count, -1), kept


def walk(sums, k, rows, v, table):
    if rows.shape[0] == 1:
        sums[k] += table[rows[0]]
        return
    parts = rows.reshape(v, rows.shape[0] // v, -1)
    for part in parts:
        walk(sums, k, part, v, table)
    walk(sums, k - 1, parts.sum(axis=0, dtype=rows.dtype), v, table)


def profile(weights, v, length):
    last = min(LAST[v], length)
    table = np.arange(int(weights.sum()) + 1, dtype=np.float64)
    table[1:] *= np.log(table[1:])
    lanes, kept = expand(weights.reshape(-1, v ** last), v, last)
    sums = np.zeros((length - last + 1, lanes.shape[1]))
    walk(sums, length - last, lanes, v, table)
    result = np.zeros(length + 1)
    for k in range(length - last + 1):
        np.add.at(result, k + kept, sums[k])
    return result


def main():
    v, length = int(sys.argv[1]), int(sys.argv[2])
    weights = np.random.default_rng(1).integers(0, 5, v ** length)
    seconds = []
    for _ in range(3):
        start = time.process_time()
        profile(weights.astype(np.int32), v, length)
        seconds.append(time.process_time() - start)
    print("%.4g" % ((v + 1) ** length / sorted(seconds)[1]))


main()
