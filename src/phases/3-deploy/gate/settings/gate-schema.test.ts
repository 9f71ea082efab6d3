import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readYaml } from '../../../../foundations/formats/index.ts';
import { ruleKinds } from '../rules/index.ts';
import { findingRows } from '../testing/finding-rows.ts';
import { allRules, publicKey, signerYaml } from '../testing/samples.ts';
import { gateSchema } from './gate-schema.ts';
import { gateTemplate } from './gate-template.ts';
import { readGate } from './read-gate.ts';

const holds = new Ajv2020({ allErrors: true }).compile(gateSchema());

/** Whether the reader and the schema take a gate. */
async function takenBy(
  text: string,
): Promise<{ readonly reader: boolean; readonly schema: boolean; readonly why: string }> {
  const bytes = Buffer.from(text);
  const options = {
    readKeyFile: async () => String(publicKey),
    predicateTypes: new Map([['cyclonedx', 'https://cyclonedx.org/bom']]),
  };
  const reader = await readGate(bytes, 'gate.yaml', options).then(
    () => true,
    () => false,
  );
  const [document] = await readYaml(bytes, 'gate.yaml');
  const schema = holds(document?.value);
  return { reader, schema, why: JSON.stringify(holds.errors) };
}

const gateWith = (rule: string): string => `gate: 1\nrules:\n  - { id: a, ${rule} }\n`;
const topped = (top: string): string => `gate: 1\n${top}\nrules: [{ id: a, scanned: {} }]\n`;

const tour = readFileSync(new URL('../../../../../examples/tour/gate.yaml', import.meta.url), 'utf8');

const good: readonly (readonly [what: string, text: string])[] = [
  ['what `gate init` writes', gateTemplate({ file: 'gate.yaml' })],
  ['what `gate init --key` writes', gateTemplate({ file: 'gate.yaml', keyFile: 'release.pub' })],
  ['the gate of the tour', tour],
  ['one rule of each kind', `gate: 1\nrules:\n${allRules.map((rule) => `  - ${rule}\n`).join('')}`],
  ...ruleKinds.map(({ key, example }) => [`the example of ${key}`, gateWith(`${key}: ${example}`)] as const),
  ...findingRows.map(([setting, , rule]) => [setting, gateWith(rule)] as const),
  ['a short name of a type', gateWith(`attested: { type: cyclonedx, by: [{ keyFile: a.pub }] }`)],
  ['scopes', gateWith('images: [a/**], namespaces: { include: [a], exclude: [b] }, scanned: {}')],
  [
    'names',
    topped('name: x\ncluster: prod\nmode: warn\nunknown: allow\nimagesWithoutRule: allow\nplatforms: [linux/arm64]'),
  ],
  [
    'an exception',
    topped('exceptions: [{ rule: a, only: [CVE-1], images: ["**"], reason: r, owner: o, expires: 2027-01-31 }]'),
  ],
];

for (const [what, text] of good)
  test(`the schema takes what the reader takes: ${what}`, async () => {
    const { reader, schema, why } = await takenBy(text);
    assert.deepEqual([reader, schema], [true, true], why);
  });

const bad: readonly string[] = [
  'rules: [{ id: a, scanned: {} }]',
  'gate: 2\nrules: [{ id: a, scanned: {} }]',
  'gate: 1\nrules: []',
  'gate: 1',
  topped('zzz: 1'),
  topped('mode: maybe'),
  topped('unknown: maybe'),
  topped('imagesWithoutRule: perhaps'),
  topped('cluster: "a b"'),
  topped('exceptions: [{ rule: a, reason: r, owner: o }]'),
  topped('exceptions: [{ rule: a, reason: r, owner: o, expires: 2027-01-31, zzz: 1 }]'),
  topped('namespaces: { zzz: [a] }'),
  gateWith('zzz: {}'),
  gateWith('mode: warn'),
  gateWith('scanned: {}, findings: [{}]'),
  'gate: 1\nrules: [{ scanned: {} }]',
  'gate: 1\nrules: [{ id: UPPER, scanned: {} }]',
  gateWith('scanned: { maxAge: 1 }'),
  gateWith('scanned: { maxAge: 1w }'),
  gateWith('scanned: { complete: "yes" }'),
  gateWith('scanned: { acceptUnknown: [everything] }'),
  gateWith('imageSource: {}'),
  gateWith('imageSource: { digest: 1 }'),
  gateWith('imageSource: { allow: [] }'),
  gateWith('podSecurity: {}'),
  gateWith('podSecurity: { level: strict }'),
  gateWith('podSecurity: { level: baseline, version: 1.30 }'),
  gateWith('podSecurity: { level: baseline, except: [no-such-control] }'),
  gateWith('signedBy: []'),
  gateWith('signedBy: [{ name: x }]'),
  gateWith('signedBy: [{ issuer: x }]'),
  gateWith('signedBy: [{ issuer: x, subject: "*@example.com" }]'),
  gateWith('signedBy: [{ keyFile: a.pub, issuer: x, subject: y }]'),
  gateWith(`attested: { by: [${signerYaml}] }`),
  gateWith('attested: { type: "x:y" }'),
  gateWith('findings: []'),
  gateWith('findings: [{ severity: severe }]'),
  gateWith('findings: [{ max: -1 }]'),
  gateWith('findings: [{ max: 1.5 }]'),
  gateWith('findings: [{ epss: 2 }]'),
  gateWith('findings: [{ kind: bug }]'),
  gateWith('findings: [{ in-use: true }]'),
];

for (const text of bad)
  test(`the schema refuses what the reader refuses: ${text.replaceAll('\n', ' ')}`, async () => {
    const { reader, schema } = await takenBy(text);
    assert.deepEqual([reader, schema], [false, false]);
  });

/** Keys of a mapping as the reader names them to somebody who wrote another. */
async function keysOfReader(rule: string): Promise<readonly string[]> {
  const told = await readGate(Buffer.from(gateWith(rule)), 'gate.yaml').catch((error) =>
    JSON.stringify(error.why ?? error.message),
  );
  const [, keys = ''] = /known are ([\w, ]+)/.exec(String(told)) ?? [];
  return keys.split(', ').sort();
}

for (const { key, schema } of ruleKinds) {
  const inList = schema.items as typeof schema | undefined;
  const { properties = {} } = (inList ?? schema) as { properties?: object };
  test(`the schema of ${key} has the keys that its reader knows`, async () => {
    const wrong = '{ qqqqqqqqqqqq: 1 }';
    assert.deepEqual(
      await keysOfReader(`${key}: ${inList === undefined ? wrong : `[${wrong}]`}`),
      Object.keys(properties).sort(),
    );
  });
}
