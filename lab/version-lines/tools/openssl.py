"""OpenSSL's versions as the Python package `univers` orders them: OpenSSL itself compares none."""
import sys

from univers.versions import OpensslVersion

for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    x, y = OpensslVersion(a), OpensslVersion(b)
    print(a, "<" if x < y else ">" if x > y else "=", b, sep="\t")
