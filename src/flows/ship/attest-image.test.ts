import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FixtureImage, inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import { type Finding, fingerprint } from '../../core/index.ts';
import { attestImage } from './attest-image.ts';
import { imageTree } from './image-tree.ts';
import { type ScanPredicate, scanPredicate } from './scan-predicate.ts';
import { by, isCode, ours, records, shipSettings } from './testing/ship-world.ts';
import { verifyImage } from './verify-image.ts';

const body = JSON.stringify({ name: 'left', version: '1.0.0' });
const fixture: FixtureImage = { layers: [layer([{ path: 'app/node_modules/left/package.json', body }])] };

test('a scan is attested with what it found, the age of its data and what it did not see', () =>
  inTemporaryDirectory(async (folder) => {
    await ociLayout(join(folder, 'app'), fixture);
    const off = shipSettings(folder);
    const { osv: _on, ...feeds } = off.feeds;
    const settings = { ...off, feeds };
    const input = { key: ours.key, type: 'scan', predicate: { kind: 'scan' } } as const;
    const target = join(folder, 'app');
    // The data about npm is not there, which makes the scan incomplete.
    await assert.rejects(attestImage(target, input, settings), isCode('E_INCOMPLETE'));
    assert.deepEqual((await imageTree(target, settings)).root.children, []);
    await attestImage(target, { ...input, allowPartial: true }, settings);
    const { verified } = await verifyImage(target, { signer: by(ours), type: 'scan' }, settings);
    const said = verified[0]?.statement?.predicate as ScanPredicate | undefined;
    assert.equal(said?.incomplete, true);
    assert.deepEqual([said.packages, said.scanned, said.counts.high], [1, '2026-01-02T03:04:05.678Z', 0]);
    const kinds = (await records(settings)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['inventory', 'scan', 'scan', 'attestation', 'attestation'], 'the scans are kept too');
    const wrong = { ...input, type: 'cyclonedx', allowPartial: true };
    await assert.rejects(attestImage(target, wrong, settings), isCode('E_USAGE'));
  }));

test('findings are told in short, without what was seen', () => {
  const finding: Finding = {
    kind: 'secret',
    subject: { kind: 'files', name: 'x', content: 'directory', path: 'x' },
    id: 'secret/x',
    aliases: [],
    title: 'A token',
    severity: 'high',
    severitySource: 'test',
    location: { kind: 'file', path: 'a/b', line: 3 },
    evidence: [{ kind: 'file', statement: 'It begins so.', observed: 'tok…en' }],
    fix: { state: 'remedy', action: 'rotate', advice: 'Rotate it.' },
    risk: { score: 50, factors: [] },
    references: [],
    fingerprint: fingerprint('secret', 'x'),
  };
  const coverage = { parts: [], problems: [], sources: [], unjudged: [], unidentified: [], lookedFor: [] };
  const setAside = { ...finding, suppression: { by: 'me', reason: 'a test' } };
  const said = scanPredicate({
    schemaVersion: '2.0',
    tool: { name: 'seaworthy', version: '1' },
    created: '2026-01-01T00:00:00.000Z',
    subject: { kind: 'files', name: 'x', content: 'directory', path: 'x' },
    layers: [],
    packages: [],
    findings: [finding, setAside],
    coverage,
  });
  assert.equal(said.counts.high, 1, 'what is set aside does not count, and is there');
  assert.equal(said.findings.length, 2);
  assert.ok(!JSON.stringify(said).includes('tok…en'));
});

test('predicates from files: read, and refused where they are plainly something else', () =>
  inTemporaryDirectory(async (folder) => {
    await ociLayout(join(folder, 'app'), fixture);
    const settings = shipSettings(folder);
    const target = join(folder, 'app');
    const attest = (type: string, text: string) =>
      attestImage(target, { key: ours.key, type, predicate: { kind: 'file', text, where: 'p.json' } }, settings);
    for (const [type, text, code] of [
      ['cyclonedx', '{"spdxVersion":"SPDX-2.3"}', 'E_FORMAT'],
      ['spdx', '{"bomFormat":"CycloneDX"}', 'E_FORMAT'],
      ['spdx', 'not json', 'E_FORMAT'],
      ['https://example.com/x', '[1]', 'E_USAGE'],
    ] as const) {
      await assert.rejects(attest(type, text), isCode(code), `${type} ${text}`);
    }
    assert.deepEqual((await imageTree(target, settings)).root.children, []);
    await attest('https://example.com/x', '{"answer":42}');
    const input = { signer: by(ours), type: 'https://example.com/x' };
    const { verified } = await verifyImage(target, input, settings);
    assert.deepEqual({ ...(verified[0]?.statement?.predicate as object) }, { answer: 42 });
  }));
