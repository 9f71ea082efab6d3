import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, ManifestLocation } from '../../core/index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { tableFormat } from './format.ts';
import { foldObjects, titleWithPlace } from './objects.ts';

const [sample] = sampleReport.findings.filter(({ kind }) => kind !== 'vulnerability' && kind !== 'malware');

const finding = (
  line: number,
  object: Partial<NonNullable<ManifestLocation['object']>>,
  given: Partial<Finding> = {},
) =>
  ({
    ...sample,
    id: 'kubernetes/x',
    kind: 'misconfiguration',
    title: 'It is wrong',
    severity: 'low',
    fingerprint: `f${line}`,
    evidence: [],
    location: {
      kind: 'manifest',
      path: 'a.yaml',
      pointer: '/spec',
      line,
      object: { apiVersion: 'v1', kind: 'Pod', name: 'web', ...object },
    },
    ...given,
  }) as Finding;
const rows = (findings: readonly Finding[]) =>
  foldObjects(findings.map((one) => ({ finding: one, findings: [one], only: [] })));
const texts = (...findings: readonly Finding[]): readonly string[] => rows(findings).map(titleWithPlace);

test('a finding of a manifest is told with its object', () => {
  assert.deepEqual(texts(finding(3, { namespace: 'shop' })), ['Pod shop/web, line 3: It is wrong']);
  assert.deepEqual(texts(finding(3, { name: '' })), ['Pod (no name), line 3: It is wrong']);
  assert.deepEqual(
    texts(finding(3, { name: 'a\u001b[31mb\nc' })).filter((text) => /[\u001b\n]/.test(text)),
    [],
  );
  const evidence = ['a.yaml:3', 'a.yaml:3', 'a.yaml:9'].map(
    (source) => ({ kind: 'rule', statement: 's', source }) as const,
  );
  assert.deepEqual(texts(finding(3, {}, { evidence })), ['Pod web, line 3 and 1 more place: It is wrong']);
});

test('the same of several objects is one row that counts them; another id, severity or title is another', () => {
  const many = [1, 2, 3, 4, 5].map((line) => finding(line, { name: `p${line}` }));
  assert.deepEqual(texts(...many), ['5 objects: It is wrong: Pod p1 line 1, Pod p2 line 2, Pod p3 line 3 and 2 more']);
  assert.deepEqual(rows(many)[0]?.findings, many);
  for (const other of [{ id: 'kubernetes/y' }, { severity: 'high' }, { title: 'Else' }] as const)
    assert.equal(rows([finding(1, {}), finding(2, {}, other)]).length, 2);
});

test('lines of a file that is no manifest stay rows of their own', () => {
  const at = (line: number): Finding =>
    finding(line, {}, { location: { kind: 'file', path: 'Dockerfile', line, column: 1 } } as Partial<Finding>);
  assert.deepEqual(texts(at(1), at(2)), ['line 1: It is wrong', 'line 2: It is wrong']);
});

test('the table counts optional checks that did not run, and names what somebody left out', async () => {
  const off = ['a', 'b', 'c', 'd'].map(
    (id) => ({ id, version: 1, files: 0, found: 0, state: 'not-run', why: 'optional' }) as const,
  );
  const { coverage } = sampleReport;
  const write = (parts: typeof coverage.parts) =>
    tableFormat.write({ ...sampleReport, coverage: { ...coverage, parts } }, { width: 80, color: false });
  assert.match(await write(off), /did not run: 4 checks, optional/);
  assert.match(await write(off.slice(0, 1)), /did not run: a, optional/);
});
