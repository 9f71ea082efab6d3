import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sampleFinding } from '../../../lab/fixtures/index.ts';
import type { ChangedFinding, Finding, FindingAspect, FindingsDiff, Severity } from '../../core/index.ts';
import { makeStyle } from '../terminal/style.ts';
import { displayWidth } from '../terminal/width.ts';
import { findingCounts, findingLines, hasRows } from './changes.ts';

const plain = makeStyle({ color: false, width: 80 });
const none: FindingsDiff = { appeared: [], gone: [], changed: [], unchanged: 0 };

const change = (aspect: FindingAspect, from: string, to: string): ChangedFinding => ({
  before: sampleFinding(),
  after: sampleFinding(),
  changes: [{ aspect, from, to }],
});

test('what appeared, went and changed, in aligned columns', () => {
  const library = { id: 'p', name: 'libssl3', version: '3.0.9-1', purl: '', type: 'deb' };
  const fixed = { state: 'fixed', versions: ['3.0.11-1', '3.1'], advice: '' } as const;
  const diff: FindingsDiff = {
    appeared: [
      sampleFinding({ id: 'CVE-2024-10', severity: 'critical', package: library, fix: fixed }),
      sampleFinding({ location: { kind: 'file', path: 'Dockerfile', line: 3 } }),
    ],
    gone: [sampleFinding({ id: 'CVE-2023-7', severity: 'low' })],
    changed: [change('severity', 'low', 'high'), change('risk', '1.0', '2.0')],
    unchanged: 4,
  };
  assert.deepEqual(findingLines(diff, plain, 80), [
    '+ critical  CVE-2024-10  libssl3 3.0.9-1       fixed in 3.0.11-1',
    '+ high      CVE-2024-1   Dockerfile:3          no fix yet',
    '- low       CVE-2023-7   lib/apk/db/installed',
    '~ high      CVE-2024-1   lib/apk/db/installed  severity low → high',
  ]);
  assert.equal(findingCounts(diff), '2 appeared, 1 gone, 1 changed, 5 as before (1 in another version or risk)');
});

test('a version that is as flawed as the one before, or a risk that moved, is no line', () => {
  for (const aspect of ['risk', 'version'] as const) {
    const diff = { ...none, changed: [change(aspect, '1', '2')] };
    assert.equal(hasRows(diff), false, aspect);
    assert.deepEqual(findingLines(diff, plain, 80), []);
  }
  assert.equal(hasRows({ ...none, changed: [change('exploited', 'not known', 'since 2026-01-01')] }), true);
});

test('long lists are counted, not dropped', () => {
  const lines = findingLines({ ...none, appeared: Array.from({ length: 130 }, () => sampleFinding()) }, plain, 80);
  assert.equal(lines.length, 101);
  assert.equal(lines.at(-1), '+ and 30 more: see -o json');
});

test('no line is wider than the terminal or holds what could steer it, whatever findings say', () => {
  const text = fc.string({ unit: 'binary', maxLength: 120 });
  const finding = fc
    .record({
      id: text,
      name: text,
      version: text,
      path: text,
      fixed: text,
      severity: fc.constantFrom<Severity>('high', 'negligible'),
    })
    .map(({ id, name, version, path, fixed, severity }): Finding => {
      const library = { id, name, version, purl: '', type: 'deb' };
      const fix = { state: 'fixed', versions: [fixed], advice: '' } as const;
      return sampleFinding({
        id,
        severity,
        fix,
        location: { kind: 'file', path },
        ...(name === '' ? {} : { package: library }),
      });
    });
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 4 }), text, fc.integer({ min: 60, max: 200 }), (appeared, to, width) => {
      const diff = { ...none, appeared, gone: appeared, changed: [change('fix', 'unfixed', to)] };
      for (const line of findingLines(diff, plain, width)) {
        assert.ok(displayWidth(line) <= width, `${displayWidth(line)} of ${width}: ${line}`);
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
      }
    }),
    { numRuns: 40 },
  );
});
