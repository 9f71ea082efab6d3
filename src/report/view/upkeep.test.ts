import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined, type ImageBase, type Report } from '../../core/index.ts';
import { emptyReport } from '../testing/sample-report.ts';
import { upkeepLines } from './upkeep.ts';

const created = '2026-03-01T00:00:00Z';
const lines = (more: Pick<Report, 'base' | 'upkeep'>): readonly string[] =>
  upkeepLines({ ...emptyReport(true), created, ...more });
const base: ImageBase = { certainty: 'proven', names: ['debian:12'], layers: 1, why: 'layers' };

test('how sure a base is stands beside its name', () => {
  const findings = { base: 12, yours: 7, unplaced: 0 };
  assert.deepEqual(lines({ base: { ...base, findings, created: '2026-02-28T00:00:00Z' } }), [
    'base image debian:12 (proven by layers, 1 layer; built 2026-02-28, 1 day ago)',
    '12 of 19 findings in the base image, 7 yours',
  ]);
  assert.deepEqual(lines({ base: { ...base, certainty: 'claimed', disputed: 'golden:1' } }), [
    'base image debian:12 (claimed by a label, 1 layer)',
    'a label names golden:1 as its base, which is not what was found',
  ]);
  assert.deepEqual(
    lines({
      base: { certainty: 'guessed', names: [], layers: 2, why: 'CMD', findings: { base: 0, yours: 1, unplaced: 1 } },
    }),
    [
      'base image of no known name (guessed from the history, 2 layers)',
      '0 of 2 findings in the base image, 1 yours, 1 in no layer',
    ],
  );
  assert.deepEqual(lines({}), []);
});

test('an age is told where the date can be one', () => {
  const age = (built?: string) => lines({ upkeep: { updates: 1, ...defined({ created: built }) } })[0];
  assert.equal(age('2026-02-01T00:00:00Z'), 'built 2026-02-01, 28 days ago');
  assert.equal(age('2026-03-01T00:00:00Z'), 'built 2026-03-01, today');
  assert.equal(age('1970-01-01T00:00:00Z'), 'its build date, 1970-01-01, tells no age');
  assert.equal(age('2027-01-01T00:00:00Z'), 'its build date, 2027-01-01, tells no age');
  assert.equal(age(), 'when it was built is not told');
});

test('what it carries is told in numbers, and beside it what the image before carried', () => {
  const surface = { shells: ['sh'], packageManagers: [], compilers: [], interpreters: ['node', 'perl'], setuid: 3 };
  const state = { updates: 2, surface };
  const text =
    '2 packages with an update pending · 1 shell, 0 package managers, 0 compilers, 2 interpreters, 3 setuid files';
  const before = { ...state, digest: `sha256:${'1'.repeat(64)}`, scanned: '2026-01-05T00:00:00Z' } as const;
  assert.deepEqual(lines({ upkeep: { ...state, before } }).slice(1), [
    text,
    `before, 111111111111 (scanned 2026-01-05): ${text}`,
  ]);
});

test('where nobody judged, no number of updates is told', () => {
  const told = (updates: number | undefined, judged: boolean) =>
    upkeepLines({ ...emptyReport(judged), created, upkeep: defined({ updates }) })[1];
  assert.equal(told(0, true), '0 packages with an update pending');
  assert.equal(told(0, false), '0 packages with an update pending, as far as it was judged');
  assert.equal(told(undefined, false), 'pending updates not judged');
});

test('a later image of the name of the base is a reason to build again', () => {
  const newer = { name: 'debian:12', digest: `sha256:${'2'.repeat(64)}`, created: '2026-02-20T00:00:00Z' } as const;
  assert.equal(
    lines({ base: { ...base, newer } })[1],
    'debian:12 is a later image by now, 222222222222, built 2026-02-20: build again',
  );
});

test('what a build has left is told by the layer that brought it, and whose that is', () => {
  const digest = `sha256:${'3'.repeat(64)}` as const;
  const layers = [
    { index: 0, digest },
    { index: 1, digest, createdBy: '/bin/sh -c apt-get install -y gcc make' },
  ];
  const programs = [
    { name: 'gcc', sort: 'compiler', path: 'usr/bin/gcc', layer: 1 },
    { name: 'make', sort: 'build tool', path: 'usr/bin/make', layer: 1 },
    { name: 'perl', sort: 'interpreter', path: 'usr/bin/perl', layer: 0 },
    { name: 'bash', sort: 'shell', path: 'bin/bash', layer: 0 },
    { name: 'sh', sort: 'shell', path: 'bin/sh', layer: 0 },
  ] as const;
  const surface = { shells: [], packageManagers: [], compilers: [], interpreters: [], setuid: 0, programs };
  const left = (more: Partial<Report>) =>
    lines({ layers, upkeep: { surface }, ...more }).filter((line) => line.startsWith('layer '));
  const step = 'compiler gcc; build tool make, by RUN apt-get install -y gcc make';
  const advice = '; a last stage that takes over only what runs is without';
  assert.deepEqual(left({}), ['layer 1 left shells bash, sh', `layer 2 left ${step}${advice}`]);
  assert.deepEqual(left({ base: { ...base, layers: 1 } }), [
    'layer 1 (base image) left shells bash, sh',
    `layer 2 (yours) left ${step}${advice}`,
  ]);
  assert.deepEqual(left({ base: { ...base, layers: 2 } })[1], `layer 2 (base image) left ${step}`);
  const many = Array.from(
    { length: 9 },
    (_, layer) => ({ name: `sh${layer}`, sort: 'shell', path: 'x', layer }) as const,
  );
  const cut = lines({ upkeep: { surface: { ...surface, programs: many } } });
  assert.ok(cut.includes('and 3 more layers with such programs'));
});
