import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readImport } from '../read-report.ts';

const instance = { uri: 'https://x.example/a?token=1#top', method: 'GET', param: 'q', attack: '', evidence: 'seen' };
const alert = {
  pluginid: '10020',
  alertRef: '10020-1',
  alert: 'A header is missing',
  riskcode: '2',
  confidence: '2',
  riskdesc: 'Medium (Medium)',
  desc: '<p>Why &amp; how</p>',
  instances: [instance, { uri: 'https://x.example/b', method: 'POST' }],
  solution: '<p>Set it.</p><p>Now.</p>',
  reference: '<p>https://a.example/1</p><p>https://b.example/2</p>',
  cweid: '16',
};
const site = { '@name': 'https://x.example', '@host': 'x.example', '@port': '443', alerts: [alert] };

const json = (sites: readonly object[]) =>
  Buffer.from(JSON.stringify({ '@version': '2.16.0', '@generated': 'x', site: sites }));

const tag = (name: string, value: unknown): string =>
  `<${name}>${String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`;
const xml = (given: Readonly<Record<string, unknown>>, instances: readonly object[]) =>
  Buffer.from(
    `<?xml version="1.0"?><OWASPZAPReport version="2.16.0"><site name="https://x.example" host="x.example"><alerts><alertitem>${Object.entries(
      given,
    )
      .map(([name, value]) => tag(name, value))
      .join('')}<instances>${instances
      .map(
        (one) =>
          `<instance>${Object.entries(one)
            .map(([name, value]) => tag(name, value))
            .join('')}</instance>`,
      )
      .join('')}</instances></alertitem></alerts></site></OWASPZAPReport>`,
  );

test('both forms say the same', async () => {
  const { instances, ...members } = alert;
  const [fromJson] = await readImport(json([site]), 'zap.json');
  const [fromXml] = await readImport(xml(members, instances), 'zap.xml');
  const [first] = fromJson?.results ?? [];
  assert.deepEqual({ ...fromXml?.results[0], at: '' }, { ...first, at: '' });
  assert.equal(fromJson?.version, fromXml?.version);
  assert.deepEqual(
    [first?.rule, first?.severity, first?.weaknesses, first?.advice, first?.observed, first?.subject],
    ['10020', 'medium', ['CWE-16'], 'Set it.\nNow.', 'seen', { kind: 'host', name: 'x.example' }],
  );
  assert.deepEqual(first?.places, [
    { kind: 'web', url: 'https://x.example/a?token=1', method: 'GET', parameter: 'q' },
    { kind: 'web', url: 'https://x.example/b', method: 'POST' },
  ]);
  assert.deepEqual(first?.references, ['https://a.example/1', 'https://b.example/2']);
});

test('risks, what a person marked as false, and what is not told', async () => {
  const read = async (members: object) =>
    (await readImport(json([{ ...site, alerts: [{ ...alert, ...members }] }]), 'z'))[0];
  for (const [code, severity] of [
    ['0', 'negligible'],
    ['1', 'low'],
    ['3', 'high'],
    ['4', 'unknown'],
    [undefined, 'unknown'],
  ])
    assert.equal((await read({ riskcode: code }))?.results[0]?.severity, severity);
  assert.equal((await read({ confidence: '0' }))?.results[0]?.suppression?.reason, 'marked as a false positive in ZAP');
  assert.equal((await read({ confidence: '1' }))?.results[0]?.suppression, undefined);
  assert.deepEqual((await read({ cweid: '-1' }))?.results[0]?.weaknesses, []);
  assert.deepEqual((await read({ instances: [] }))?.results[0]?.places, [{ kind: 'web', url: 'https://x.example' }]);
  const nameless = await read({ alert: undefined, name: undefined, pluginid: undefined, alertRef: undefined });
  assert.deepEqual([nameless?.results.length, nameless?.problems.length], [0, 1]);
});

test('a report of no site judged nothing; entities and document types are refused', async () => {
  const [none] = await readImport(json([]), 'z');
  assert.deepEqual(
    none?.problems.map(({ incomplete }) => incomplete),
    [true],
  );
  const [clean] = await readImport(json([{ ...site, alerts: [] }]), 'z');
  assert.deepEqual([clean?.problems, clean?.results], [[], []]);
  const evil = '<!DOCTYPE OWASPZAPReport [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  for (const text of [
    `${evil}<OWASPZAPReport>&x;</OWASPZAPReport>`,
    '<OWASPZAPReport>&x;</OWASPZAPReport>',
    '<OWASPZAPReport>',
  ])
    await assert.rejects(readImport(Buffer.from(text), 'z'), { code: 'E_FORMAT' });
  await assert.rejects(readImport(Buffer.from('<other/>'), 'z'), { code: 'E_FORMAT' });
});
