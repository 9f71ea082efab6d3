"""libalpm's comparison, as vercmp(8) prints it. Takes the path of the library: `alpm.py libalpm.so.13`."""
import ctypes
import sys

compare = ctypes.CDLL(sys.argv[1]).alpm_pkg_vercmp
for line in sys.stdin:
    a, b = line.rstrip("\n").split("\t")
    result = compare(a.encode(), b.encode())
    print(a, "<" if result < 0 else ">" if result > 0 else "=", b, sep="\t")
