#!/usr/bin/env python3
"""alpine.py ROOT.tar.gz SECDB_FOLDER: what secdb says of an Alpine root, told by a short program that shares nothing with src. One `id package` a line."""
import json, os, re, sys, tarfile

def key(v):  # apk: numbers, letter, suffixes (pre-releases below none, patches above), -rN
    v, _, r = v.partition('-r')
    m = re.match(r'([\d.]+)([a-z]?)((?:_[a-z]+\d*)*)', v)
    order = {'alpha': -5, 'beta': -4, 'pre': -3, 'rc': -2, 'cvs': 1, 'svn': 2, 'git': 3, 'hg': 4, 'p': 5}
    nums = m[1].strip('.').split('.')
    parts = [(int(nums[0]), '')] + [(0, n) if n.startswith('0') else (int(n), '') for n in nums[1:]]
    suffixes = [(order[s], int(n or 0)) for s, n in re.findall(r'_([a-z]+)(\d*)', m[3])] + [(0, 0)]
    return (parts, m[2], suffixes, int(r or 0))

root, feed = tarfile.open(sys.argv[1]), sys.argv[2]
read = lambda p: root.extractfile(next(m for m in root if m.name.lstrip('./') == p)).read().decode()
branch = 'v' + '.'.join(read('etc/alpine-release').split('.')[:2])
installed = [dict(l.split(':', 1) for l in p.split('\n') if re.match('[PVo]:', l)) for p in read('lib/apk/db/installed').strip().split('\n\n')]
for repo in ('main', 'community'):
    path = f'{feed}/{branch}/{repo}.json'
    if not os.path.exists(path): continue
    for pkg in json.load(open(path))['packages']:
        for fixed, ids in (pkg['pkg'].get('secfixes') or {}).items():
            for p in installed:
                if p.get('o', p['P']) == pkg['pkg']['name'] and fixed != '0' and key(p['V']) < key(fixed):
                    for i in ids or []: print(re.split(r'[ (]', i)[0], p['P'])
