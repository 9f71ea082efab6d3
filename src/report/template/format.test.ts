import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFindings } from '../../core/index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { templateFormat } from './format.ts';

const options = { color: false, width: 80 };

async function fill(template: string, report = sampleReport): Promise<string> {
  const format = await templateFormat.fromFile?.(template, 'own.liquid');
  assert.ok(format);
  return format.write(report, options);
}

test('a template sees the report, what is open and what was missed', async () => {
  assert.equal(await fill('{{ report.subject.kind }} {{ open.size }}'), `image ${openFindings(sampleReport).length}\n`);
  const text = await fill('{% for f in open %}{{ f.id | escape }} {{ f.place }};{% endfor %}');
  assert.equal(text.split(';').length - 1, openFindings(sampleReport).length);
  assert.match(await fill('{% for p in missed %}{{ p.code }} {% endfor %}'), /E_/);
  assert.match(await templateFormat.write(sampleReport, options), /not judged/);
});

test('no file, no code, no prototype: a template sees what it is given and nothing else', async () => {
  for (const template of ['{% include "/etc/passwd" %}', '{% render "./x" %}', '{% layout "x" %}'])
    await assert.rejects(fill(template), { code: 'E_FORMAT' }, template);
  for (const path of [
    'constructor',
    '__proto__',
    'report.constructor',
    'open.constructor.constructor',
    'report.toString',
  ])
    assert.equal((await fill(`[{{ ${path} }}]`)).trim(), '[]', path);
});

test('what is no template is refused before any work, what takes too much is ended', async () => {
  for (const template of ['{% for %}', '{{ x', '{% if a %}', '{% nosuchtag %}'])
    await assert.rejects(fill(template), { code: 'E_FORMAT', where: 'own.liquid' }, template);
  await assert.rejects(fill('{{ open | nosuchfilter }}'), { code: 'E_FORMAT' });
  await assert.rejects(fill(`{% assign a = "x" %}{% for i in (1..100) %}{% assign a = a | append: a %}{% endfor %}`), {
    code: 'E_LIMIT',
  });
  await assert.rejects(fill('x'.repeat(1_000_001)), { code: 'E_LIMIT' });
});

test('texts of strangers do not steer a terminal', async () => {
  const [first] = sampleReport.findings;
  assert.ok(first);
  const findings = [{ ...first, title: 'a\u001b[31mb\u202ec' }];
  assert.doesNotMatch(await fill('{{ open[0].title }}', { ...sampleReport, findings }), /[\u001b\u202e]/);
});
