#!/usr/bin/env python3
"""osv.py ECOSYSTEM ALL.zip [PROBES]: without PROBES the packages and versions worth asking about (every bound, its neighbours, some versions named), `name version` a line;
with it (a file of such lines) what the records say of each, `id name version` a line. PyPI versions are compared by pip itself, the others by semver's section 11."""
import functools, json, re, sys, zipfile

ecosystem, archive = sys.argv[1:3]
if ecosystem == 'PyPI':
    from pip._vendor.packaging.version import Version, InvalidVersion
    @functools.cache
    def key(v):
        try: return Version(v)
        except InvalidVersion: return None
    norm = lambda n: re.sub(r'[-_.]+', '-', n).lower()
else:
    @functools.cache
    def key(v):
        m = re.fullmatch(r'v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?', v)
        if not m: return None
        pre = [(0, int(p), '') if p.isdigit() else (1, 0, p) for p in m[4].split('.')] if m[4] else []
        return (int(m[1]), int(m[2]), int(m[3]), not m[4], pre)
    norm = str.lower if ecosystem == 'Go' else str

records, files = {}, zipfile.ZipFile(archive)
for name in files.namelist():
    record = json.loads(files.read(name)) if name.endswith('.json') else {}
    for a in record.get('affected', []):
        if a.get('package', {}).get('ecosystem') == ecosystem and not record.get('withdrawn'):
            records.setdefault(norm(a['package']['name']), []).append((record['id'], a))

def affects(a, version):
    at = key(version)
    if any(v == version or key(v) == at for v in a.get('versions', [])): return True
    for events in ([(kind, v) for e in r['events'] for kind, v in e.items()] for r in a.get('ranges', []) if r['type'] != 'GIT'):
        bound = re.fullmatch(r'(<=?) ?(\S+)', (a.get('database_specific') or {}).get('last_known_affected_version_range', ''))
        if bound and not {'fixed', 'last_affected'} & {kind for kind, _ in events}:  # GitHub's own bound, where nothing else closes the range
            events.append(('fixed' if bound[1] == '<' else 'last_affected', bound[2]))
        inside = any(v == '0' for kind, v in events if kind == 'introduced')
        for kind, v in sorted((e for e in events if e[1] != '0'), key=lambda e: key(e[1])):
            if kind == 'introduced' and at >= key(v): inside = True
            if kind == 'fixed' and at >= key(v) or kind == 'last_affected' and at > key(v): inside = False
        if inside: return True
    return False

def probes():
    for name, entries in records.items():
        if any(key(v) is None for _, a in entries for r in a.get('ranges', []) if r['type'] != 'GIT' for e in r['events'] for v in e.values() if v != '0'):
            print(f'not compared, a bound is no version: {name}', file=sys.stderr)
            continue
        bounds = [v for _, a in entries for r in a.get('ranges', []) if r['type'] != 'GIT' for e in r['events'] for v in e.values()]
        listed = [v for _, a in entries for v in (a.get('versions') or [])[:2] + (a.get('versions') or [])[-2:]]
        beyond = [f'{v}{tail}' for v in bounds for tail in (['.post1', 'rc1'] if ecosystem == 'PyPI' else ['-rc.1'] if '-' not in v and '+' not in v else [])]
        for v in {*bounds, *listed, *beyond}:
            if key(v) is not None and v != '0' and not re.search(r'\s', v): yield name, v

if len(sys.argv) < 4:
    for name, v in sorted(probes()): print(name, v)
else:
    for name, v in (line.split() for line in open(sys.argv[3])):
        for id, a in records.get(norm(name), []):
            if affects(a, v): print(id, name, v.removeprefix('v'))
