#!/usr/bin/env python3
"""debian.py STATUS_FILE DATA_FOLDER CODENAME: what the DSA and DLA lists say of a dpkg status file; versions are compared by dpkg itself. One `id package` a line."""
import re, subprocess, sys

status, data, release = sys.argv[1:4]
bulletin, flaws, fixes = '', [], []
for name in ('DSA', 'DLA'):
    for line in open(f'{data}/{name}/list', encoding='utf-8', errors='replace'):
        if m := re.match(r'\[\d\d? \w+ \d{4}\] (\S+)', line): bulletin, flaws = m[1], []
        elif m := re.match(r'\s+\{(.*)\}', line): flaws = m[1].split()
        elif m := re.match(rf'\s+\[{release}\] - (\S+) (\d\S*)', line): fixes.append((m[1], m[2], flaws or [bulletin]))
for paragraph in re.split(r'\n\n+', open(status, encoding='utf-8', errors='replace').read()):
    field = dict(re.findall(r'^(Package|Version|Source|Status): (.*)$', paragraph, re.M))
    if ' installed' not in field.get('Status', ''): continue
    source = re.match(r'(\S+)(?: \((.*)\))?', field.get('Source', field['Package']))
    version = source[2] or field['Version']
    for name, fixed, ids in fixes:
        if name == source[1] and subprocess.run(['dpkg', '--compare-versions', version, 'lt', fixed]).returncode == 0:
            for i in ids: print(i, field['Package'])
