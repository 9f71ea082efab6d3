import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../core/index.ts';
import { reportFormats } from './format-list.ts';
import { sampleReport } from './testing/sample-report.ts';
import { groupFindings } from './view/groups.ts';

/** The findings of two images in the report of a project, as `ci` makes it. */
const ofImage = (name: string) =>
  sampleReport.findings.map((one) => ({
    ...one,
    subject: { ...sampleReport.subject, name },
    fingerprint: `${name}-${one.fingerprint}`,
  }));
const images = ['registry.example/shop:1', 'registry.example/cart:1'];
const project: Report = {
  ...sampleReport,
  subject: { kind: 'files', name: 'project', content: 'sources', path: '.' },
  findings: images.flatMap((name) => ofImage(name) as Report['findings']),
};

for (const id of ['table', 'markdown', 'html', 'csv', 'junit', 'sarif', 'json'])
  test(`${id}: which image a finding is of is told where the report is of a project`, async () => {
    const format = reportFormats.find((one) => one.id === id);
    const text = (await format?.write(project, { color: false, width: 160 })) ?? '';
    for (const name of images) assert.ok(text.includes(name), name);
  });

test('what two images have is not one group; an image’s own report names it nowhere', () => {
  assert.equal(groupFindings(project).length, 2 * groupFindings(sampleReport).length);
  for (const { image, name } of groupFindings(sampleReport)) assert.ok(image === undefined && !name.includes(' of '));
});
