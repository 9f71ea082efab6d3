#!/usr/bin/env python3
"""osv.py ECOSYSTEM ALL.zip [PROBES]: without PROBES the packages and versions worth asking about (every bound, its neighbours, some versions named), `name version` a line;
with it (a file of such lines) what the records say of each, `id name version` a line. PyPI versions are compared by pip itself, the others by orders.py."""
import functools, json, re, sys, zipfile
import orders

ecosystem, archive = sys.argv[1:3]
key = functools.cache({'PyPI': orders.pep440, 'Maven': orders.maven, 'NuGet': orders.nuget, 'RubyGems': orders.gem, 'Packagist': orders.composer}.get(ecosystem, orders.semver))
norm = {'PyPI': lambda n: re.sub(r'[-_.]+', '-', n).lower(), 'Go': str.lower, 'NuGet': str.lower, 'Packagist': str.lower}.get(ecosystem, str)
# Versions near a bound: just after it, and what comes before it.
near = {'PyPI': ['.post1', 'rc1'], 'Maven': ['.1', '-SNAPSHOT'], 'NuGet': ['-rc.1'], 'RubyGems': ['.1', '.rc1'], 'Packagist': ['-beta1', '-p1']}.get(ecosystem, ['-rc.1'])
fits = lambda v: ecosystem in ('PyPI', 'Maven') or ('-' not in v and '+' not in v)

records, by_place, files = {}, {}, zipfile.ZipFile(archive)
for name in files.namelist():
    record = json.loads(files.read(name)) if name.endswith('.json') else {}
    for number, a in enumerate(record.get('affected', [])):
        by_place[record.get('id'), number] = a
        own = (a.get('ecosystem_specific') or {}).get('affects') or {}
        if own.get('os') and 'linux' not in own['os']: continue  # RustSec: systems that have the flaw; the programs that are asked about are for Linux
        if a.get('package', {}).get('ecosystem') == ecosystem and not record.get('withdrawn'):
            records.setdefault(norm(a['package']['name']), []).append(((record['id'], number), a))

@functools.cache
def spans(id, number):
    """Of one entry of `affected`, its ranges as events in order, each with whether it begins before every version."""
    a = by_place[id, number]
    found = []
    for events in ([(kind, v) for e in r['events'] for kind, v in e.items()] for r in a.get('ranges', []) if r['type'] != 'GIT'):
        bound = re.fullmatch(r'(<=?) ?(\S+)', (a.get('database_specific') or {}).get('last_known_affected_version_range', ''))
        if bound and not {'fixed', 'last_affected'} & {kind for kind, _ in events}:  # GitHub's own bound, where nothing else closes the range
            events.append(('fixed' if bound[1] == '<' else 'last_affected', bound[2]))
        inside = any(v == '0' for kind, v in events if kind == 'introduced')
        found.append((inside, sorted(((kind, key(v)) for kind, v in events if v != '0'), key=lambda e: e[1])))
    return found

def affects(place, version):
    at = key(version)
    if any(v == version or key(v) == at for v in by_place[place].get('versions', [])): return True
    for inside, events in spans(*place):
        for kind, v in events:
            if kind == 'introduced' and at >= v: inside = True
            if kind == 'fixed' and at >= v or kind == 'last_affected' and at > v: inside = False
        if inside: return True
    return False

def probes():
    for name, entries in records.items():
        if any(key(v) is None for _, a in entries for r in a.get('ranges', []) if r['type'] != 'GIT' for e in r['events'] for v in e.values() if v != '0'):
            print(f'not compared, a bound is no version: {name}', file=sys.stderr)
            continue
        bounds = [v for _, a in entries for r in a.get('ranges', []) if r['type'] != 'GIT' for e in r['events'] for v in e.values()]
        listed = [v for _, a in entries for v in (a.get('versions') or [])[:2] + (a.get('versions') or [])[-2:]]
        beyond = [f'{v}{tail}' for v in bounds if fits(v) for tail in near]
        for v in {*bounds, *listed, *beyond}:
            if key(v) is not None and v != '0' and not re.search(r'\s', v): yield name, v

if len(sys.argv) < 4:
    for name, v in sorted(probes()): print(name, v)
else:
    for name, v in (line.split() for line in open(sys.argv[3])):
        for place, _ in records.get(norm(name), []):
            if affects(place, v): print(place[0], name, v.removeprefix('v'))
