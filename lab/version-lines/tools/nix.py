"""Nix's comparison of versions, all pairs in one evaluation. Takes the path of nix-instantiate."""
import json
import subprocess
import sys

pairs = [line.rstrip("\n").split("\t") for line in sys.stdin]
calls = " ".join(f"(builtins.compareVersions {json.dumps(a)} {json.dumps(b)})" for a, b in pairs)
command = [sys.argv[1], "--eval", "--strict", "--json", "-E", f"[ {calls} ]"]
results = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
for (a, b), result in zip(pairs, results):
    print(a, "<" if result < 0 else ">" if result > 0 else "=", b, sep="\t")
