"""Portage's comparison of versions."""
import sys

from portage.versions import vercmp

for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    result = vercmp(a, b)
    print(a, "<" if result < 0 else ">" if result > 0 else "=", b, sep="\t")
