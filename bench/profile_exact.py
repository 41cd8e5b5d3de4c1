"""The entropy profile of a random law in exact Python: integers, and the
logarithm of every cell as an interval (mpmath.iv).

Usage: profile_exact.py V L      prints cells per second.
"""
import random
import sys
import time

from mpmath import iv


def walk(profile, k, x, v):
    if len(x) == 1:
        if x[0] > 1:
            profile[k] += x[0] * iv.log(x[0])
        return
    rest = len(x) // v
    parts = [x[t * rest:(t + 1) * rest] for t in range(v)]
    for part in parts:
        walk(profile, k, part, v)
    # A position is decided: kept above, summed out here.
    walk(profile, k - 1, [sum(column) for column in zip(*parts)], v)


def main():
    v, length = int(sys.argv[1]), int(sys.argv[2])
    random.seed(1)
    weights = [random.randint(0, 4) for _ in range(v ** length)]
    profile = [iv.mpf(0)] * (length + 1)
    start = time.process_time()
    walk(profile, length, weights, v)
    print("%.4g" % ((v + 1) ** length / (time.process_time() - start)))


main()
