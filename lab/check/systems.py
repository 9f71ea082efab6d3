#!/usr/bin/env python3
"""systems.py KIND FILE [RELEASE] [PROBES]: what a distribution's data says of packages in versions where its records begin and end. KIND is `alma` (OSV's zip),
`azure` or `ubuntu` (OVAL). Without PROBES the packages worth asking about, `name version stream` a line (stream `-`: of no module); with it `id name version`."""
import bz2, collections, gzip, itertools, json, re, sys, xml.etree.ElementTree as xml, zipfile
import orders

kind, archive, release = sys.argv[1:4]
probes = sys.argv[4] if len(sys.argv) > 4 else None
# (name) -> [(ids, bound, inclusive, streams)]: streams is None for what was built outside of all modules, else the set that a bulletin names (empty: it names none).
rows = collections.defaultdict(list)
is_module = lambda v: re.search(r'\.module[+_]', v) is not None

def alma():
    files = zipfile.ZipFile(archive)
    for file in files.namelist():
        record = json.loads(files.read(file))
        ids = [i for i in record.get('related') or [] if i.startswith('CVE-')]
        if not ids and not record['id'].startswith('ALSA-'): continue
        fixes = collections.defaultdict(list)
        for a in record['affected']:
            if a['package']['ecosystem'] == f'AlmaLinux:{release}':
                fixes[a['package']['name']] += [e['fixed'] for r in a['ranges'] for e in r['events'] if 'fixed' in e]
        heading = re.sub(r'^ALSA-\S+\s', '', record.get('summary', ''))
        streams = set(re.findall(r'(?<![^\s(])[A-Za-z0-9][\w.+-]*:[A-Za-z0-9][\w.+-]*(?![^\s),])', heading))
        for name, own in fixes.items():
            # One build for each processor: the lowest has the fix.
            rows[name].append((ids or [record['id']], min(own, key=orders.rpm_key), False, streams if any(map(is_module, own)) else None))

def oval(opened):
    root = xml.parse(opened).getroot()
    local = lambda e: e.tag.split('}')[-1]
    by_id = {e.get('id'): e for e in root.iter() if e.get('id')}
    child = lambda e, name: next((c for c in e.iter() if local(c) == name), None)
    return root, local, by_id, child

def azure():
    root, local, by_id, child = oval(gzip.open(archive))
    for d in (e for e in root.iter() if local(e) == 'definition'):
        if child(d, 'patchable').text == 'Not Applicable': continue
        test = by_id[child(d, 'criterion').get('test_ref')]
        evr = child(by_id[child(test, 'state').get('state_ref')], 'evr')
        name = child(by_id[child(test, 'object').get('object_ref')], 'name').text
        rows[name].append(([child(d, 'reference').get('ref_id')], evr.text.strip().split(':', 1)[-1], evr.get('operation') == 'less than or equal', None))

def ubuntu():
    root, local, by_id, child = oval(bz2.open(archive))
    def tests(criteria):  # of a tree of ORs; what also asks for a kernel that runs concerns no image
        for c in criteria:
            if local(c) == 'criterion': yield by_id[c.get('test_ref')]
            elif local(c) == 'criteria' and c.get('operator') == 'OR': yield from tests(c)
    for d in (e for e in root.iter() if local(e) == 'definition' and e.get('class') == 'patch'):
        named = [r.get('ref_id') for r in d.iter() if local(r) == 'reference']
        notice = next(i for i in named if re.match('[UL]SN-', i))
        if notice.startswith('LSN-'): continue
        for test in tests(next(c for c in d if local(c) == 'criteria')):
            if local(test) != 'dpkginfo_test': continue
            values = by_id[child(by_id[child(test, 'object').get('object_ref')], 'name').get('var_ref')]
            evr = child(by_id[child(test, 'state').get('state_ref')], 'evr').text
            for v in values:
                rows[v.text].append(([i for i in named if i.startswith('CVE-')] or [notice], evr, False, None))

{'alma': alma, 'azure': azure, 'ubuntu': ubuntu}[kind]()
key = orders.dpkg_key if kind == 'ubuntu' else orders.rpm_key

def asked():
    """Of a name the newest bounds, and some before: a package with an old version of the kernel would have more rows than the rest together. Of very many
    names (a source has dozens of binaries with the same rows) some."""
    names = sorted(rows)
    for name in names[:: 1 + len(names) // 500]:
        bounds = sorted({(bound, True if streams is None else min(streams, default='')) for _, bound, _, streams in rows[name]}, key=lambda b: key(b[0]))
        last = len(bounds) - 1
        for i in sorted({last, last - 1, last - last // (4 if last < 20 else 20)} | ({last // 2} if last < 20 else set())):
            if i < 0: continue
            bound, stream = bounds[i]
            if '-' not in bound: bound += '-1'  # some bounds have no release, every package has one
            version, dash, built = bound.rpartition('-')
            older = f'{version}{dash}0{"." + built.split(".", 1)[1] if "." in built else ""}' if dash else f'{bound}~'
            for v in (bound, older, f'{bound}.1'):
                if stream != '' and (stream is True) != is_module(v): yield name, v, '-' if stream is True else stream

if probes is None:
    for line in dict.fromkeys(asked()): print(*line)
else:
    for name, own in itertools.groupby((line.split() for line in open(probes)), key=lambda one: one[0]):
        own = list(own)
        # Each version has its place in the order once, since comparing is what takes the time.
        place, last = {}, None
        for v in sorted({one[1] for one in own} | {row[1] for row in rows[name] if kind == 'ubuntu' or '-' in row[1]}, key=key):
            place[v] = len(place) if last is None or key(v) != key(last) else place[last]
            last = v
        for _, v, stream in own:
            for ids, bound, inclusive, streams in rows[name]:
                # A bulletin that names no stream is about builds for modules, of whichever.
                if (streams is None) != (stream == '-') or (streams and stream not in streams): continue
                # What has no release is the same as each of its releases, which is no place in an order.
                order = orders.rpm(v, bound) if kind == 'azure' and '-' not in bound else place[v] - place[bound]
                if order < 0 or inclusive and order == 0:
                    for i in ids: print(i, name, v)
