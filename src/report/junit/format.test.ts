import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SaxesParser } from 'saxes';
import type { Finding } from '../../core/index.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { junitFormat } from './format.ts';

const options = { color: false, width: 80 };

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** The root, read as XML 1.0 by a parser that bears no fault. */
async function read(report: typeof sampleReport): Promise<Element> {
  const parser = new SaxesParser();
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.write(await junitFormat.write(report, options)).close();
  return root.children[0] ?? assert.fail();
}

const casesOf = (root: Element): readonly Element[] => root.children[0]?.children ?? [];
const outcomes = (root: Element): readonly string[] =>
  casesOf(root).map(({ children: [first] }) => first?.name ?? 'passed');

test('findings fail, what is set aside is skipped, what was not judged is an error, and then nothing passes', async () => {
  const root = await read(sampleReport);
  const told = outcomes(root);
  for (const [tag, attribute] of [
    ['failure', 'failures'],
    ['error', 'errors'],
    ['skipped', 'skipped'],
  ] as const)
    assert.equal(root.attributes[attribute], String(told.filter((one) => one === tag).length));
  assert.equal(root.attributes.tests, String(told.length));
  assert.ok(['failure', 'error', 'skipped'].every((tag) => told.includes(tag)));
  assert.ok(!told.includes('passed'));
});

test('what was looked for and not found passes, where all was judged', async () => {
  const clean = emptyReport(true);
  const looked = { ...clean, coverage: { ...clean.coverage, lookedFor: ['vulnerability', 'secret'] as const } };
  assert.deepEqual(outcomes(await read(looked)), ['passed', 'passed']);
  const problem = { code: 'E_FORMAT', message: 'm', where: 'w', part: 'p', incomplete: true } as const;
  const missed = { ...looked, coverage: { ...looked.coverage, problems: [problem] } };
  assert.deepEqual(outcomes(await read(missed)), ['error']);
});

test('hostile text is text', async () => {
  const hostile = `]]></failure><x a="1">& \u0000\u001b[31m \ufffe '`;
  const [first] = sampleReport.findings;
  assert.ok(first);
  const finding: Finding = { ...first, id: hostile, title: hostile, details: hostile };
  const root = await read({ ...sampleReport, findings: [finding] });
  assert.match(casesOf(root)[0]?.attributes.name ?? '', /<x a="1">/);
});
