import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined, placeOf } from '../../../core/index.ts';
import { type FieldValue, parseAddress } from '../../../foundations/languages/falco/index.ts';
import { alertJson, alertText } from './alert.ts';
import { compileRules, type EngineOptions } from './engine.ts';
import type { RuntimeEvent } from './event.ts';
import { findingOf, fingerprintOf } from './finding.ts';
import { loadRules } from './load-rules.ts';
import { RuleSelection } from './selection.ts';

const time = 1470327477881781397n;

function event(
  type: string | undefined,
  fields: Readonly<Record<string, FieldValue>> = {},
  source = 'syscall',
): RuntimeEvent {
  return {
    source,
    time,
    ...defined({ type }),
    get: (field, argument) => fields[argument === undefined ? field : `${field}[${argument}]`],
  };
}

const text = `
- rule: opened
  desc: A file was opened. It matters.
  condition: evt.type in (open, openat) and proc.name = cat
  output: "An open was seen (command=%proc.cmdline cport=%fd.cport)"
  priority: WARNING
  tags: [testing, filesystem]
- rule: anything of cat
  desc: d
  condition: proc.name = cat
  output: "%evt.type by %toupper(proc.name) %5proc.pid|%proc.aname|%fd.cip|%fd.types"
  priority: INFO
  warn_evttypes: false
- rule: off
  desc: d
  condition: evt.type = close
  output: o
  priority: ERROR
  enabled: false
- rule: audit
  desc: d
  condition: ka.verb = create and ka.req.pod.containers.image intersects (nginx, busybox)
  output: "%ka.verb %jevt.value[/kind] %ka.req.pod.containers.image"
  priority: NOTICE
  source: k8s_audit
`;

async function engine(options: EngineOptions = {}, select?: (selection: RuleSelection) => void) {
  const loaded = await loadRules([{ name: 'r.yaml', text }]);
  assert.ok(loaded.successful, JSON.stringify(loaded.errors));
  const selection = RuleSelection.byDefault(loaded.rules);
  select?.(selection);
  return compileRules(loaded, { ...options, selection });
}

const cat = { 'proc.name': 'cat', 'proc.cmdline': 'cat /dev/null\n', 'proc.pid': 42, 'container.id': 'abc' };

test('engine: the first rule, or all of them', async () => {
  const names = async (matching: 'first' | 'all', type: string): Promise<readonly string[]> =>
    (await engine({ matching })).evaluate(event(type, cat)).map(({ rule }) => rule.name);
  assert.deepEqual(await names('first', 'open'), ['opened']);
  assert.deepEqual(await names('all', 'open'), ['opened', 'anything of cat']);
  assert.deepEqual(await names('first', 'dup'), ['anything of cat']);
  assert.deepEqual(await names('first', 'close'), ['anything of cat'], 'a rule that is off');
});

test('engine: rules see events of their source, and only of types they can hold for', async () => {
  const some = await engine({}, (selection) => selection.set({ nameIs: 'anything of cat' }, false));
  assert.ok(some.concerns('syscall', 'openat'));
  assert.ok(!some.concerns('syscall', 'close'));
  assert.ok(some.concerns('k8s_audit', undefined));
  assert.ok(!some.concerns('elsewhere', 'open'));
  assert.deepEqual(some.evaluate(event('open', cat, 'k8s_audit')), []);
  assert.deepEqual(some.evaluate(event('open', {})), []);
});

test('engine: which rules are on can be said by name, part of it, glob, tag and priority', async () => {
  const loaded = await loadRules([{ name: 'r.yaml', text }]);
  const on = (change: (selection: RuleSelection) => void, start = RuleSelection.byDefault(loaded.rules)): string => {
    change(start);
    return loaded.rules
      .filter((rule) => start.isOn(rule))
      .map(({ name }) => name)
      .join();
  };
  const empty = (): RuleSelection => RuleSelection.empty(loaded.rules);
  assert.equal(
    on(() => {}),
    'opened,anything of cat,audit',
  );
  assert.equal(
    on((selection) => selection.set({ nameGlob: '*o*' }, true), empty()),
    'opened,anything of cat,off',
  );
  assert.equal(
    on((selection) => selection.set({ nameContains: '' }, true), empty()),
    'opened,anything of cat,off,audit',
  );
  assert.equal(
    on((selection) => selection.set({ tags: ['testing', 'x'] }, true), empty()),
    'opened',
  );
  assert.equal(
    on((selection) => selection.atLeast('Warning')),
    'opened',
  );
  assert.equal(
    on((selection) => selection.set({ nameIs: 'audit' }, false)),
    'opened,anything of cat',
  );
});

test('alert: one line of text, with absent values and control characters shown', async () => {
  const [match] = (await engine()).evaluate(event('open', cat));
  const alert = match?.alert ?? assert.fail();
  assert.equal(alertText(alert), '16:17:57.881781397: Warning An open was seen (command=cat /dev/null\\n cport=<NA>)');
  assert.match(alertText(alert, { iso8601: true }), /^2016-08-04T16:17:57\.881781397\+0000: Warning /);
});

test('alert: JSON in the shape that is known, with all digits', async () => {
  const [match] = (await engine({ hostname: 'host-1' })).evaluate(event('open', cat));
  const alert = match?.alert ?? assert.fail();
  assert.equal(
    alertJson(alert),
    '{"hostname":"host-1","output":"16:17:57.881781397: Warning An open was seen (command=cat /dev/null\\\\n cport=<NA>)",' +
      '"output_fields":{"evt.time":1470327477881781397,"fd.cport":null,"proc.cmdline":"cat /dev/null\\\\n"},' +
      '"priority":"Warning","rule":"opened","source":"syscall","tags":["filesystem","testing"],"time":"2016-08-04T16:17:57.881781397Z"}',
  );
  const short = alertJson(alert, { output: false, outputFields: false, tags: false, message: true });
  assert.deepEqual(Object.keys(JSON.parse(short)).sort(), [
    'hostname',
    'message',
    'priority',
    'rule',
    'source',
    'time',
  ]);
});

test('alert: values keep their types, transformers give theirs too', async () => {
  const fields = {
    ...cat,
    'proc.aname': ['sh', 'init'],
    'fd.cip': parseAddress('10.0.0.1') ?? assert.fail(),
    'fd.types': ['file', 'ipv4'],
  };
  const [match] = (await engine()).evaluate(event('dup', fields));
  const alert = match?.alert ?? assert.fail();
  assert.equal(alert.message, 'dup by CAT 42   |sh init|10.0.0.1|(file,ipv4)');
  assert.deepEqual(Object.fromEntries(alert.fields), {
    'evt.type': 'dup',
    'proc.name': 'cat',
    'toupper(proc.name)': 'CAT',
    'proc.pid': 42,
    'proc.aname': 'sh init',
    'fd.cip': '10.0.0.1',
    'fd.types': ['file', 'ipv4'],
  });
});

test('alert: events of Kubernetes', async () => {
  const fields = { 'ka.verb': 'create', 'ka.req.pod.containers.image': ['nginx', 'x'], 'jevt.value[/kind]': 'Event' };
  const [match] = (await engine()).evaluate(event(undefined, fields, 'k8s_audit'));
  assert.equal(match?.alert.message, 'create Event (nginx,x)');
});

test('finding: the same fact at another time has the same fingerprint', async () => {
  const judge = await engine();
  const machine = { kind: 'host', name: 'node-1' } as const;
  const found = (fields: Readonly<Record<string, FieldValue>>) => {
    const [match] = judge.evaluate(event('open', { ...cat, ...fields }));
    return findingOf(match ?? assert.fail(), machine, 'node-1', { count: 2, first: time, last: time + 1n });
  };
  const finding = found({});
  assert.equal(finding.kind, 'runtime');
  assert.equal(finding.id, 'runtime/opened');
  assert.equal(finding.severity, 'medium');
  assert.equal(
    finding.evidence[0]?.statement,
    'Seen 2 times, from 2016-08-04T16:17:57.881781397Z to 2016-08-04T16:17:57.881781398Z.',
  );
  assert.ok(!JSON.stringify(finding).includes('command='), 'the message quotes a command line, and goes no further');
  assert.equal(finding.fingerprint, found({ 'proc.pid': 43 }).fingerprint);
  assert.equal(finding.evidence[1]?.source, 'r.yaml');
});

test('finding: the place is the process and what it touched; the host is what the finding is about, and no path', async () => {
  const match = (await engine()).evaluate(event('open', cat))[0] ?? assert.fail();
  const host = 'node-1';
  const cases: readonly (readonly [Record<string, string>, { process?: string; object?: string }, string])[] = [
    [
      { 'fd.name': '/etc/shadow', 'proc.exepath': '/bin/cat' },
      { process: '/bin/cat', object: '/etc/shadow' },
      'etc/shadow',
    ],
    [{ 'proc.exepath': '/bin/sh' }, { process: '/bin/sh' }, 'bin/sh'],
    [{ 'fd.name': '10.0.0.1:1->10.0.0.2:80' }, { object: '10.0.0.1:1->10.0.0.2:80' }, '10.0.0.1:1->10.0.0.2:80'],
    [{ 'ka.target.name': 'web' }, { object: 'web' }, 'web'],
    [{}, {}, ''],
  ];
  for (const [fields, expected, path] of cases) {
    const seen = { count: 1, first: time, last: time };
    const one = { ...match, alert: { ...match.alert, fields: new Map(Object.entries(fields)) } };
    const { location, subject, fix } = findingOf(one, { kind: 'host', name: host }, host, seen);
    assert.deepEqual(location, { kind: 'runtime', host, ...expected });
    assert.equal(placeOf(location).path, path);
    assert.deepEqual([subject, fix.state], [{ kind: 'host', name: host }, 'remedy']);
  }
});

test('finding: a connection is the same whatever port it came from; another end, program or file is another', async () => {
  const match = (await engine()).evaluate(event('open', cat))[0] ?? assert.fail();
  const of = (fields: Record<string, string>): string =>
    fingerprintOf({ ...match, alert: { ...match.alert, fields: new Map(Object.entries(fields)) } });
  const base = of({ 'fd.name': '10.0.0.1:40001->10.0.0.2:80', 'proc.name': 'curl' });
  assert.equal(of({ 'fd.name': '10.0.0.1:40002->10.0.0.2:80', 'proc.name': 'curl' }), base);
  assert.equal(of({ 'fd.name': '10.0.0.1:40001->10.0.0.2:80', 'proc.name': 'curl', 'proc.pid': '7' }), base);
  for (const other of [
    { 'fd.name': '10.0.0.1:40001->10.0.0.2:443', 'proc.name': 'curl' },
    { 'fd.name': '10.0.0.9:40001->10.0.0.2:80', 'proc.name': 'curl' },
    { 'fd.name': '10.0.0.1:40001->10.0.0.2:80', 'proc.name': 'wget' },
    { 'fd.name': '/etc/passwd', 'proc.name': 'curl' },
  ])
    assert.notEqual(of(other), base);
});

test('finding: names of processes and files are cut to what a report can bear', async () => {
  const match = (await engine()).evaluate(event('open', cat))[0] ?? assert.fail();
  const alert = { ...match.alert, fields: new Map([['fd.name', `/${'a'.repeat(100_000)}`]]) };
  const seen = { count: 1, first: time, last: time };
  const { location } = findingOf({ ...match, alert }, { kind: 'host', name: 'h' }, 'h', seen);
  assert.ok(JSON.stringify(location).length < 1_100);
});
