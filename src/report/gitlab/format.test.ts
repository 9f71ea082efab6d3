import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFindings, packageOf, type Report } from '../../core/index.ts';
import { markdownFormat } from '../markdown/format.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { gitlabFormat } from './format.ts';

interface Document {
  readonly version: string;
  readonly scan: {
    readonly type: string;
    readonly status: string;
    readonly start_time: string;
    readonly messages?: readonly { readonly level: string; readonly value: string }[];
  };
  readonly vulnerabilities: readonly {
    readonly id: string;
    readonly name: string;
    readonly severity: string;
    readonly identifiers: readonly { readonly type: string; readonly name: string; readonly value: string }[];
    readonly location: Readonly<Record<string, unknown>>;
  }[];
}

const read = async (report: Report): Promise<Document> =>
  JSON.parse(await gitlabFormat.write(report, { color: false, width: 80 })) as Document;

const sources = (report: Report, lookedFor: Report['coverage']['lookedFor']): Report => ({
  ...report,
  subject: { kind: 'files', name: '.', content: 'sources', path: '', place: { repository: 'x.example/a' } },
  coverage: { ...report.coverage, lookedFor },
});

test('an id with half a character in it ends no report', async () => {
  const [first] = sampleReport.findings;
  const findings = first === undefined ? [] : [{ ...first, id: 'x/\ud800' }];
  for (const { write } of [gitlabFormat, markdownFormat])
    assert.ok(String(await write({ ...sampleReport, findings }, { color: false, width: 80 })).length > 0);
});

test('an image: what the schema asks for, and what has no place is told', async () => {
  const { scan, version, vulnerabilities } = await read(sampleReport);
  assert.match(version, /^15\.\d+\.\d+$/);
  assert.equal(scan.type, 'container_scanning');
  assert.match(scan.start_time, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
  const open = openFindings(sampleReport);
  assert.equal(vulnerabilities.length, open.filter((one) => packageOf(one) !== undefined).length);
  for (const { id, identifiers, location, name, severity } of vulnerabilities) {
    assert.ok(id !== '' && name.length <= 255);
    assert.ok(['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'].includes(severity));
    assert.ok(
      identifiers.length > 0 && identifiers.every((one) => one.type !== '' && one.name !== '' && one.value !== ''),
    );
    assert.deepEqual(Object.keys(location).sort(), ['dependency', 'image', 'operating_system']);
    assert.match(String(location.image), /^[^:]+(:\d+[^:]*)?:[^:]+$/);
  }
  assert.ok(scan.messages?.some(({ value }) => value.includes('have no place')));
});

test('green means judged: what was missed makes the scan a failure', async () => {
  assert.equal((await read(emptyReport(true))).scan.status, 'success');
  const problem = { code: 'E_FORMAT', message: 'm', where: 'w', part: 'p', incomplete: true } as const;
  const missed = { ...emptyReport(true), coverage: { ...emptyReport(true).coverage, problems: [problem] } };
  const { scan } = await read(missed);
  assert.deepEqual([scan.status, scan.messages?.[0]], ['failure', { level: 'fatal', value: 'w: m [E_FORMAT]' }]);
});

test('sources: the report of what was looked for', async () => {
  const type = async (lookedFor: Report['coverage']['lookedFor']) =>
    (await read(sources(sampleReport, lookedFor))).scan.type;
  assert.equal(await type(['vulnerability', 'secret']), 'dependency_scanning');
  assert.equal(await type(['misconfiguration']), 'sast');
  assert.equal(await type(['weakness', 'misconfiguration']), 'sast');
  assert.equal(await type(['secret']), 'secret_detection');
  const { vulnerabilities } = await read(sources(sampleReport, ['secret']));
  assert.ok(vulnerabilities.length > 0);
  for (const { location } of vulnerabilities) assert.deepEqual(location.commit, { sha: '0000000' });
});
