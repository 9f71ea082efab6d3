"""Python's `packaging`. The pool of legacy versions needs packaging 21.3, the last one that compares them."""
import sys
import warnings

from packaging.version import parse

warnings.simplefilter("ignore")
for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    x, y = parse(a), parse(b)
    print(a, "<" if x < y else ">" if x > y else "=", b, sep="\t")
