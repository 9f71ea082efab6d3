import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { type ErrorCode, errorCatalogue, type Finding } from '../../core/index.ts';
import { displayWidth } from '../terminal/width.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { waysToCheck } from './check.ts';
import { explainError, isErrorCode } from './error.ts';
import { explainFinding } from './finding.ts';

const find = (id: string): Finding => {
  const finding = sampleReport.findings.find((each) => each.id === id);
  assert.ok(finding);
  return finding;
};

test('every step of the chain is told with its source, and the age of the source', async () => {
  const finding = find('CVE-2023-38545');
  const text = await explainFinding(sampleReport, finding, { color: false, width: 100 });
  for (const step of finding.evidence) assert.ok(text.includes(step.statement), step.statement);
  assert.match(text, /source: debian\/bookworm, 5 hours old/);
  assert.match(text, /asked for: ≥ 7\.88\.1-10\+deb12u8/);
  assert.match(text, /What to do\n {2}Upgrade to 7\.88\.1-10\+deb12u8\./);
  assert.match(text, /dpkg --compare-versions 7\.88\.1-10\+deb12u5 lt 7\.88\.1-10\+deb12u8 && echo affected/);
});

test('every finding can be explained at every width', async () => {
  for (const finding of sampleReport.findings) {
    for (const width of [40, 80, 200]) {
      const text = await explainFinding(sampleReport, finding, { color: false, width });
      assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      // Commands and links stay whole, so that they can be copied.
      const wide = text
        .split('\n')
        .filter((line) => !/^ {4}\S|^ {2}http/.test(line) && displayWidth(line) > Math.min(100, width));
      assert.deepEqual(wide, []);
      assert.equal(stripVTControlCharacters(await explainFinding(sampleReport, finding, { color: true, width })), text);
    }
  }
});

test('no command is made of words that a shell or a program would take for more', async () => {
  const base = find('CVE-2023-38545');
  assert.ok(base.kind === 'vulnerability');
  for (const version of ['1; rm -rf /', '$(id)', '`id`', '-oProxyCommand', "'x'", 'a b', '~root', '', '|x', '1\n2']) {
    const fix = { state: 'fixed', versions: [version], advice: '' } as const;
    const ways = await waysToCheck(sampleReport, { ...base, id: version, fix });
    for (const { command } of ways) {
      assert.ok(command === undefined || !command.includes('compare-versions'), `${version}: ${command}`);
      assert.ok(command === undefined || !command.includes('db search'), `${version}: ${command}`);
    }
  }
});

test('every error code is explained', () => {
  for (const code of Object.keys(errorCatalogue) as ErrorCode[]) {
    assert.ok(isErrorCode(code));
    const text = explainError(code, 40);
    assert.ok(text.startsWith(`${code}\n`) && text.replace(/\s+/g, ' ').includes(errorCatalogue[code].next));
    assert.ok(text.split('\n').every((line) => line.length <= 40));
    assert.match(text, /Exit code: {2}\d+, \S/);
  }
  assert.ok(!isErrorCode('E_NONE') && !isErrorCode('toString'));
});
