"""Orders of versions, each after its own tool's description, in a few lines: keys and comparisons for the programs beside this one. Nothing of src is used."""
import functools, re

def semver(v):
    m = re.fullmatch(r'v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?', v)
    if not m: return None
    pre = [(0, int(p), '') if p.isdigit() else (1, 0, p) for p in m[4].split('.')] if m[4] else []
    return (int(m[1]), int(m[2]), int(m[3]), not m[4], pre)

def pep440(v):
    from pip._vendor.packaging.version import Version, InvalidVersion
    try: return Version(v)
    except InvalidVersion: return None

def nuget(v):  # up to four numbers, then pre-release labels without regard to case; metadata does not count
    m = re.fullmatch(r'(\d+(?:\.\d+){0,3})(?:-([0-9A-Za-z.-]+))?(?:\+.*)?', v)
    if not m: return None
    numbers = [int(n) for n in m[1].split('.')]
    pre = [(0, int(p), '') if p.isdigit() else (1, 0, p.lower()) for p in m[2].split('.')] if m[2] else []
    return (numbers + [0] * (4 - len(numbers)), not m[2], pre)

def gem(v):  # Gem::Version: numbers and words, a dash is `.pre.`, a word makes it older, zeros at the end of each half mean nothing
    if not re.fullmatch(r'[0-9]+(\.[0-9a-zA-Z]+)*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?', v): return None
    parts = [int(p) if p.isdigit() else p for p in re.findall(r'\d+|[a-z]+', v.replace('-', '.pre.'), re.I)]
    at = next((i for i, p in enumerate(parts) if isinstance(p, str)), len(parts))
    head, tail = parts[:at], parts[at:]
    for half in (head, tail):
        while half and half[-1] == 0: half.pop()
    return [(1, p, '') if isinstance(p, int) else (0, 0, p) for p in head + tail] + [(1, 0, '')] * 20

def composer(v):  # what Composer reads a version as: four numbers and a stability
    m = re.fullmatch(r'v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?(?:[._-]?(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\d+)*))?([.-]?dev)?', v.lower())
    if not m: return None
    stability = {'a': 1, 'alpha': 1, 'b': 2, 'beta': 2, 'rc': 3, None: 4, 'stable': 4, 'p': 5, 'pl': 5, 'patch': 5}[m[5]]
    return ([int(n or 0) for n in m.groups()[:4]], 0 if m[7] and not m[5] else stability, [int(n) for n in re.findall(r'\d+', m[6] or '')], not m[7])

class Maven:  # ComparableVersion: lists in lists, one deeper at each dash and wherever digits meet letters
    words = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
    def __init__(self, text):
        self.items = top = []
        stack, start, digit, text = [top], 0, False, text.lower()
        def item(number, part, followed=False):
            if number: return int(part)
            part = {'a': 'alpha', 'b': 'beta', 'm': 'milestone'}.get(part, part) if followed else part
            return {'ga': '', 'final': '', 'release': '', 'cr': 'rc'}.get(part, part)
        def deeper():
            stack[-1].append([]); stack.append(stack[-1][-1])
        for i, c in enumerate(text):
            if c in '.-':
                stack[-1].append(0 if i == start else item(digit, text[start:i])); start = i + 1
                if c == '-': deeper()
            elif c.isdigit():
                if not digit and i > start: stack[-1].append(item(False, text[start:i], True)); start = i; deeper()
                digit = True
            else:
                if digit and i > start: stack[-1].append(item(True, text[start:i])); start = i; deeper()
                digit = False
        if len(text) > start: stack[-1].append(item(digit, text[start:]))
        while stack:
            one = stack.pop()
            for i in range(len(one) - 1, -1, -1):
                if one[i] in (0, '', []): del one[i]
                elif not isinstance(one[i], list): break
    def rank(self, word): return (self.words.index(word), '') if word in self.words else (len(self.words), word)
    def compare(self, a, b):
        if a is None and b is None: return 0
        if a is None: return -self.compare(b, a)
        if isinstance(a, int): return (a > 0) - (a < 0) if b is None else (a > b) - (a < b) if isinstance(b, int) else 1
        # A dash before a word is no more than a dot (since 3.8).
        if isinstance(a, str) and isinstance(b, list) and b and isinstance(b[0], str): return self.compare([a], b)
        if isinstance(b, str) and isinstance(a, list) and a and isinstance(a[0], str): return self.compare(a, [b])
        if isinstance(a, str):
            if isinstance(b, (int, list)): return -1
            x, y = self.rank(a), self.rank(b or '')
            return (x > y) - (x < y)
        if isinstance(b, int): return -1
        if isinstance(b, str): return 1
        for i in range(max(len(a), len(b or []))):
            order = self.compare(a[i] if i < len(a) else None, b[i] if b and i < len(b) else None)
            if order: return order
        return 0
    def __eq__(self, other): return self.compare(self.items, other.items) == 0
    def __lt__(self, other): return self.compare(self.items, other.items) < 0
    def __le__(self, other): return self.compare(self.items, other.items) <= 0
    def __gt__(self, other): return self.compare(self.items, other.items) > 0
    def __ge__(self, other): return self.compare(self.items, other.items) >= 0
    __hash__ = None

def maven(v): return Maven(v) if v else None

def rpm_part(a, b):  # rpmvercmp
    if a == b: return 0
    while a or b:
        a, b = re.sub(r'^[^0-9A-Za-z~^]+', '', a), re.sub(r'^[^0-9A-Za-z~^]+', '', b)
        if a[:1] == '~' or b[:1] == '~':
            if a[:1] != '~': return 1
            if b[:1] != '~': return -1
            a, b = a[1:], b[1:]; continue
        if a[:1] == '^' or b[:1] == '^':
            if not a: return -1
            if not b: return 1
            if a[0] != '^': return 1
            if b[0] != '^': return -1
            a, b = a[1:], b[1:]; continue
        if not a or not b: break
        kind = r'\d+' if a[0].isdigit() else r'[A-Za-z]+'
        x, y = re.match(kind, a), re.match(kind, b)
        if not y: return 1 if kind == r'\d+' else -1
        a, b = a[x.end():], b[y.end():]
        p, q = (int(x[0]), int(y[0])) if kind == r'\d+' else (x[0], y[0])
        if p != q: return 1 if p > q else -1
    return (len(a) > 0) - (len(b) > 0)

def rpm(a, b):  # epoch, version, release; a release that one side lacks is not compared
    (e, v, r), (f, w, s) = (re.fullmatch(r'(?:(\d+):)?([^-]*)(?:-(.*))?', x).groups() for x in (a, b))
    order = (int(e or 0) > int(f or 0)) - (int(e or 0) < int(f or 0)) or rpm_part(v, w)
    return order or (rpm_part(r, s) if r and s else 0)

def dpkg_part(a, b):
    rank = lambda c: -1 if c == '~' else 0 if c == '' or c.isdigit() else ord(c) if c.isalpha() else ord(c) + 256
    while a or b:
        while a[:1] and not a[0].isdigit() or b[:1] and not b[0].isdigit():
            x, y = rank(a[:1]), rank(b[:1])
            if x != y: return 1 if x > y else -1
            a, b = a[1:], b[1:]
        x, y = re.match(r'\d*', a)[0], re.match(r'\d*', b)[0]
        if int(x or 0) != int(y or 0): return 1 if int(x or 0) > int(y or 0) else -1
        a, b = a[len(x):], b[len(y):]
    return 0

def dpkg(a, b):  # epoch, upstream version, revision (deb-version(7))
    split = lambda v: re.fullmatch(r'(?:(\d+):)?(.*?)(?:-([^-]*))?', v).groups()
    (e, v, r), (f, w, s) = split(a), split(b)
    return (int(e or 0) > int(f or 0)) - (int(e or 0) < int(f or 0)) or dpkg_part(v, w) or dpkg_part(r or '', s or '')

rpm_key, dpkg_key = functools.cmp_to_key(rpm), functools.cmp_to_key(dpkg)
