import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFinding } from '../../../../lab/fixtures/index.ts';
import type { Finding, LayerRef } from '../../../core/index.ts';
import { countFindings, markFindings } from './index.ts';

const layer = (index: number): LayerRef => ({ index, digest: `sha256:${String(index).repeat(64)}` });
const inLayer = (index: number): Finding =>
  sampleFinding({ location: { kind: 'image-file', path: 'a', layer: layer(index) } });
const nowhere = sampleFinding({ location: { kind: 'image-config', entry: 'Env' } });
const brought = (findings: readonly Finding[]) => findings.map(({ broughtBy }) => broughtBy);

test('a finding is of the base where it lies in one of its layers, and of nobody where it lies in none', () => {
  const findings = [inLayer(0), inLayer(1), inLayer(2), nowhere];
  const marked = markFindings(findings, 2);
  assert.deepEqual(brought(marked), ['base', 'base', 'yours', undefined]);
  assert.deepEqual(countFindings(marked), { base: 2, yours: 1, unplaced: 1 });
});

test('what was said with another base in mind does not stay', () => {
  const marked = markFindings([inLayer(0), inLayer(2), nowhere], 3);
  assert.deepEqual(brought(markFindings(marked, 1)), ['base', 'yours', undefined]);
  assert.deepEqual(
    markFindings(marked, undefined).map((one) => 'broughtBy' in one),
    [false, false, false],
  );
});
