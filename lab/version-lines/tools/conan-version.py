"""Conan 2, its own `Version` (package `conan`)."""
import sys

from conan.internal.model.version import Version

for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    x, y = Version(a), Version(b)
    print(a, "<" if x < y else ">" if x > y else "=", b, sep="\t")
