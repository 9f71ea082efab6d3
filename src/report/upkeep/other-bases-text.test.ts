import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OtherBase, OtherBases } from '../../flows/index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { otherBasesText } from './other-bases-text.ts';

const { subject } = sampleReport;
const other = (more: Partial<OtherBase>): OtherBase => ({
  name: 'debian:12-slim',
  reason: 'sibling',
  from: 'registry',
  subject,
  packages: 70,
  findings: 10,
  clears: 32,
  brings: 2,
  incomplete: false,
  ended: false,
  ...more,
});
const found = (...others: readonly OtherBase[]): OtherBases => ({
  subject,
  base: { certainty: 'proven', names: ['debian:12'], layers: 1, why: 'its first layer' },
  findings: { base: 40, yours: 3 },
  incomplete: false,
  others,
  problems: [],
});
const text = (of: OtherBases, width = 100): string => otherBasesText(of, { color: false, width });

test('each base is told with what it clears and brings', () => {
  const said = text(found(other({})));
  assert.match(said, /40 findings of it, 3 yours, which stay whatever the base is/);
  assert.match(said, /debian:12-slim\n {2}the same version, made small, scanned now/);
  assert.match(said, /10 findings instead of 40: clears 32, brings 2; 70 packages/);
  assert.match(said, /In short: debian:12-slim has 30 findings fewer\.\n$/);
});

test('what was not judged whole, is past its end or is no better is not praised', () => {
  const none = /has \d+ findings? fewer/;
  for (const more of [{ incomplete: true }, { ended: true }, { findings: 40 }, { findings: 41 }]) {
    const said = text(found(other(more)));
    assert.doesNotMatch(said, none, JSON.stringify(more));
  }
  assert.match(text(found(other({ incomplete: true }))), /it was not judged whole/);
  assert.match(text(found(other({ ended: true }))), /past its end of life/);
  assert.match(text(found()), /no other base was found/);
});

test('what was not asked, and what could not be had, is told; nothing is wider than the terminal', () => {
  const problem = {
    code: 'E_AUTH',
    message: 'refused \u001b[31m',
    where: 'r.example/base',
    part: 'bases',
    incomplete: true,
  } as const;
  const said = text({ ...found(other({})), notAsked: '`--offline` is set', problems: [problem] }, 60);
  assert.match(said, /! the registry was not asked: `--offline` is set/);
  assert.match(said, /! r\.example\/base: refused/);
  assert.ok(!said.includes('\u001b'));
  assert.ok(said.split('\n').every((line) => line.length <= 60));
});
