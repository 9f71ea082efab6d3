import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeaworthyError } from '../../../../core/index.ts';
import { compileRules } from '../../rules/engine.ts';
import { loadRules } from '../../rules/load-rules.ts';
import { JsonDocuments } from './json-documents.ts';
import { JsonEvent, JsonEventKind } from './json-event.ts';
import { JsonJudge, jsonSight } from './json-judge.ts';
import { nanosecondsOf } from './moment.ts';
import { jsonSources, recognise } from './sources.ts';

/** Documents and problems of a file, read in portions of one size. */
function read(text: string, portion: number): { readonly documents: unknown[]; readonly problems: string[] } {
  const documents: unknown[] = [];
  const problems: string[] = [];
  const reader = new JsonDocuments(
    { document: (value) => documents.push(value), malformed: ({ code, where }) => problems.push(`${code} ${where}`) },
    'f',
  );
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += portion) reader.push(bytes.subarray(at, at + portion));
  reader.end();
  return { documents, problems };
}

const files: readonly (readonly [
  what: string,
  text: string,
  documents: readonly unknown[],
  problems: readonly string[],
])[] = [
  ['one a line', '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }], []],
  ['no line break at the end', '{"a":1}\n{"a":2}', [{ a: 1 }, { a: 2 }], []],
  ['empty lines', '\n\n{"a":1}\r\n  \n', [{ a: 1 }], []],
  ['a list on one line', '[{"a":1},{"a":2}]', [[{ a: 1 }, { a: 2 }]], []],
  ['one over many lines', '{\n "a": [\n 1,\n 2]\n}\n', [{ a: [1, 2] }], []],
  ['a line that is none', '{"a":1}\n{"a":\n{"a":3}\n', [{ a: 1 }, { a: 3 }], ['E_FORMAT f, line 2']],
  ['nothing', '', [], []],
  ['text with what looks like a line break', '{"a":"x\\ny"}', [{ a: 'x\ny' }], []],
];
for (const [what, text, documents, problems] of files)
  for (const portion of [1, 7, 4_096])
    test(`a file of JSON: ${what}, in portions of ${portion}`, () =>
      assert.deepEqual(read(text, portion), { documents, problems }));

test('what is no JSON at all is refused', () => {
  for (const text of ['no json', '{"a":\n1', '{"a":1}}\n\n'])
    assert.throws(() => read(text, 100), { code: 'E_FORMAT' });
  assert.throws(() => read(`${'['.repeat(200)}\n${']'.repeat(200)}`, 100), { code: 'E_LIMIT' });
});

const examples: Readonly<Record<string, object>> = {
  k8s_audit: { kind: 'Event', auditID: 'x', stageTimestamp: '2026-11-30T20:00:00Z' },
  aws_cloudtrail: {
    ...{
      eventSource: 's3.amazonaws.com',
      eventName: 'PutObject',
      eventTime: '2026-11-30T20:00:00Z',
      awsRegion: 'eu-west-1',
    },
    userIdentity: { type: 'IAMUser', userName: 'ada', arn: 'arn:aws:iam::1:user/ada', accountId: '1' },
    ...{ sourceIPAddress: '10.0.0.7', requestParameters: { bucketName: 'b', key: 'k' }, readOnly: false },
    additionalEventData: { bytesTransferredIn: 33.0, bytesTransferredOut: 2 },
  },
  github: {
    ...{
      webhook_type: 'repository',
      action: 'publicized',
      sender: { login: 'ada' },
      timestamp: '2026-11-30T20:00:00+01:00',
    },
    repository: { html_url: 'https://github.com/shop/web', private: false, owner: { login: 'shop' } },
    commits: [{ added: ['a', 'b'] }, { added: ['c'] }],
  },
  okta: {
    ...{ eventType: 'user.session.start', published: '2026-11-30T20:00:00.5Z', actor: { id: '1', displayName: 'Ada' } },
    target: [
      { type: 'User', id: 'u1' },
      { type: 'UserGroup', displayName: 'g' },
    ],
    debugContext: { debugData: { requestUri: '/app/shop/x' } },
    securityContext: { asNumber: 7 },
  },
};

const values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  k8s_audit: { 'ka.auditid': 'x', 'evt.num': 3, 'evt.pluginname': 'k8saudit' },
  aws_cloudtrail: {
    ...{
      'ct.user': 'ada',
      'ct.shortsrc': 's3',
      'ct.region': 'eu-west-1',
      's3.uri': 's3://b/k',
      's3.bytes': 35,
      's3.bytes.in': 33,
    },
    ...{
      's3.cnt.put': 1,
      's3.cnt.get': undefined,
      'ct.error': undefined,
      'ct.readonly': 'false',
      'ct.managementevent': 'false',
    },
    ...{ 'ct.info': 'ada via 10.0.0.7 → PutObject', 'ec2.name': undefined },
  },
  github: {
    ...{
      'github.type': 'repository',
      'github.repo.name': 'shop/web',
      'github.repo.public': 'true',
      'github.user': 'ada',
    },
    ...{ 'github.commit.added': 'a,b,c', 'github.diff.has_secrets': undefined },
  },
  okta: {
    ...{
      'okta.evt.type': 'user.session.start',
      'okta.target.user.id': 'u1',
      'okta.target.group.name': 'g',
      'okta.app': 'shop',
    },
    ...{ 'okta.security.asnumber': 7, 'okta.org': undefined, 'okta.actor.name': 'Ada' },
  },
};

for (const source of jsonSources) {
  const { name } = source;
  test(`events of ${name} are known as such, wherever they stand`, () => {
    const example = examples[name];
    assert.ok(example !== undefined, 'each source has an example');
    for (const document of [example, [example], [[example]]])
      assert.deepEqual(
        recognise(document).known.flatMap((one) => one.events.map(() => one.source.name)),
        [name],
      );
    assert.notEqual(nanosecondsOf(source.timeOf(example as never)), undefined);
  });

  test(`fields of ${name} read what is there, and nothing else breaks them`, () => {
    const kind = new JsonEventKind(source);
    const event = new JsonEvent(kind, examples[name] as never, 3, 0n);
    for (const [field, expected] of Object.entries(values[name] ?? {}))
      assert.deepEqual(event.get(field), expected, field);
    const names = source.fields.map(({ info }) => info.name);
    assert.equal(new Set(names).size, names.length, 'each field once');
    for (const odd of [{}, ...oddities(examples[name])])
      for (const field of names) new JsonEvent(kind, odd as never, 1, 0n).get(field, '0');
  });
}

/** The example with each member, however deep, replaced by what should not stand there. */
function* oddities(value: unknown): Generator<object> {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value))
    for (const odd of [null, 7, 'x', [], {}, [null], [[1]], true]) yield { ...value, [key]: odd };
}

test('lists of what the sources give: a list of events, a file of records, and what is neither', () => {
  const { k8s_audit: audit, aws_cloudtrail: trail } = examples;
  assert.equal(
    recognise({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [audit, audit] }).known[0]?.events.length,
    2,
  );
  assert.equal(recognise({ Records: [trail] }).known[0]?.source.name, 'aws_cloudtrail');
  assert.deepEqual(recognise([audit, 7, { kind: 'Pod' }, null, 'x']).unknown, 4);
  assert.deepEqual(recognise([[[[audit]]]]).known, []);
});

const text = `
- rule: Made
  desc: d
  condition: ka.verb = create and not ka.user.name in (system)
  output: made by %ka.user.name (%ka.target.name) %ka.req.pod.containers.image
  priority: WARNING
  source: k8s_audit
- rule: Put
  desc: d
  condition: ct.name = PutObject and s3.bytes > 30
  output: "%ct.info"
  priority: NOTICE
  source: aws_cloudtrail
- rule: Secrets
  desc: d
  condition: github.type = push and github.diff.has_secrets = true
  output: o
  priority: CRITICAL
  source: github
`;

test('events of several sources are judged by the rules of each, and what is none is told', async () => {
  const loaded = await loadRules([{ name: 'r.yaml', text }]);
  assert.ok(loaded.successful, JSON.stringify(loaded.errors));
  const engine = compileRules(loaded, { sight: jsonSight });
  const told: string[] = [];
  const judge = new JsonJudge(engine, ({ alert }) => told.push(alert.message));
  const made = { ...examples.k8s_audit, verb: 'create', user: { username: 'ada' } };
  judge.document([made, { ...made, stageTimestamp: 'soon' }, examples.aws_cloudtrail, 7], 'f');
  judge.document({ kind: 'EventList', items: [made, 'no'] }, 'f');
  judge.malformed(new SeaworthyError('E_FORMAT', 'not JSON'));
  assert.deepEqual(told, ['made by ada (<NA>) <NA>', 'ada via 10.0.0.7 → PutObject', 'made by ada (<NA>) <NA>']);
  assert.deepEqual([judge.events, judge.unknown, judge.alerts], [3, 4, 3]);
  assert.deepEqual(
    [...judge.bySource],
    [
      ['k8s_audit', 2],
      ['aws_cloudtrail', 1],
    ],
  );
  assert.match(judge.problems.map(({ message }) => message).join('; '), /when it happened.*no event of a source/);
  const [secrets] = engine.inSight('github').filter(({ rule }) => rule.name === 'Secrets');
  assert.equal(secrets?.reach, 'never');
  assert.match(secrets?.why ?? '', /github\.diff\.has_secrets has no value here/);
});

test('moments', () => {
  const rows: readonly (readonly [unknown, bigint | undefined])[] = [
    ['1970-01-01T00:00:01.5Z', 1_500_000_000n],
    ['1970-01-01T00:00:01.123456789Z', 1_123_456_789n],
    ['1970-01-01T01:00:00+01:00', 0n],
    ['1970-01-01T01:00:00+0100', 0n],
    ['1970-01-01 00:00:00', 0n],
    ['1970-13-01T00:00:00Z', undefined],
    ['soon', undefined],
    [7, undefined],
    [undefined, undefined],
  ];
  for (const [given, expected] of rows) assert.equal(nanosecondsOf(given), expected, String(given));
});
