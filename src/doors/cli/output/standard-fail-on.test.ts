import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, sampleFinding } from '../../../../lab/fixtures/index.ts';
import type { Finding, Report } from '../../../core/index.ts';
import type { ProjectInput } from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost, missed, sampleReport } from '../testing/fake-host.ts';

const high = sampleFinding();
const low: Finding = { ...high, severity: 'low', id: 'CVE-2024-2', fingerprint: '2'.repeat(32) };

/** What is found, what was found before (no baseline where absent), more words, and the exit code. */
const cases: readonly (readonly [string, Report, readonly Finding[] | undefined, string, number])[] = [
  ['something serious', sampleReport([high]), undefined, '', 3],
  ['nothing serious', sampleReport([low]), undefined, '', 0],
  ['nothing', sampleReport([]), undefined, '', 0],
  ['serious, and known', sampleReport([high]), [high], '', 0],
  ['new, though not serious', sampleReport([high, low]), [high], '', 3],
  ['another threshold was asked for', sampleReport([high]), undefined, '--fail-on critical', 0],
  ['another threshold beside a baseline', sampleReport([high, low]), [high], '--fail-on new,high', 0],
  ['something was missed', sampleReport([], { problems: [missed] }), undefined, '', 5],
  ['known, and something was missed', sampleReport([high], { problems: [missed] }), [high], '', 5],
];

for (const [name, report, before, words, code] of cases)
  test(`ci without a word about it fails on what is new, or else on what is serious: ${name}`, async () => {
    await inTemporaryDirectory(async (workingFolder) => {
      let project: ProjectInput | undefined;
      const ci = async (given: ProjectInput): Promise<Report> => {
        project = given;
        return report;
      };
      const host = fakeHost({ workingFolder, flows: { ci } });
      const line = ['ci', 'shop', 'shop:1', ...words.split(' ').filter(Boolean)];
      if (before !== undefined) {
        const made = fakeHost({ workingFolder, flows: { ci: async () => sampleReport(before) } });
        await cli(['ci', '-o', 'json=before.json'], made);
        line.push('--baseline', 'before.json');
      }
      writeFileSync(join(workingFolder, 'Dockerfile'), '');
      assert.equal(await cli(line, host), code, host.said());
      assert.deepEqual(project, { folder: 'shop', images: ['shop:1'] });
    });
  });
