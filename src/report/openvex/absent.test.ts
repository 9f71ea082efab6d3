import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CodeReach, defined, type Finding, type Report } from '../../core/index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { openvexFormat } from './format.ts';

const id = 'CVE-2023-44487';
const absent: CodeReach = { state: 'absent', functions: ['http2.(*serverConn).processHeaders'] };
const whole = {
  ...sampleReport.coverage,
  problems: [],
  unidentified: [],
  parts: sampleReport.coverage.parts.map((part) => ({ ...part, state: 'complete' as const })),
};
const aside = { by: 'Seaworthy', reason: 'no code', source: { kind: 'program', name: 'usr/bin/app' } } as const;

const reached = (reach: CodeReach | undefined, more: Partial<Finding> = {}): Finding => {
  const found = sampleReport.findings.find((one) => one.id === id);
  assert.ok(found?.kind === 'vulnerability');
  return { ...found, ...defined({ reach }), ...more } as Finding;
};

async function statuses(...findings: readonly Finding[]): Promise<readonly string[]> {
  return stated({ ...sampleReport, findings, coverage: whole });
}

async function stated(report: Report): Promise<readonly string[]> {
  const text = await openvexFormat.write(report, { color: false, width: 80 });
  const { statements } = JSON.parse(text) as { statements: { status: string; justification?: string }[] };
  return statements.map(({ justification, status }) => [status, justification].filter(Boolean).join(' '));
}

const notThere = 'not_affected vulnerable_code_not_present';

test('what no program has the code of is stated as not affected, and nothing else is', async () => {
  assert.deepEqual(await statuses(reached(absent)), [notThere]);
  assert.deepEqual(await statuses(reached(absent, { suppression: aside })), [notThere]);
  for (const reach of [undefined, { ...absent, state: 'present' }, { ...absent, state: 'reachable' }] as const)
    assert.deepEqual(await statuses(reached(reach)), ['under_investigation']);
});

test('a second program in which the code may be takes the statement of the first away', async () => {
  const both = [notThere, notThere];
  const open = ['under_investigation', 'under_investigation'];
  assert.deepEqual(await statuses(reached(absent), reached(absent)), both);
  assert.deepEqual(await statuses(reached(absent), reached(undefined)), open);
  assert.deepEqual(await statuses(reached(absent), reached({ ...absent, state: 'present' })), open);
  assert.deepEqual((await statuses(reached(absent), reached(undefined, { id: 'CVE-2000-1' })))[0], notThere);
});

test('where something was not read, the code may be there', async () => {
  const report: Report = { ...sampleReport, findings: [reached(absent)], coverage: whole };
  const problem = { code: 'E_READ', message: 'x', where: 'usr/bin/other', part: 'golang', incomplete: true } as const;
  const unknown = { path: 'usr/bin/other', why: 'x' } as unknown as Report['coverage']['unidentified'][number];
  for (const coverage of [
    { ...whole, problems: [problem] },
    { ...whole, unidentified: [unknown] },
  ])
    assert.deepEqual(await stated({ ...report, coverage }), ['under_investigation']);
  assert.deepEqual(await stated(report), [notThere]);
});
