import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { manyFindings } from '../testing/many-findings.ts';
import { image } from '../testing/sample/packages.ts';
import { emptyReport, hostileText, sampleReport } from '../testing/sample-report.ts';
import { findingAnchors } from './finding-anchors.ts';
import { htmlFormat } from './format.ts';
import { escapeText, html, raw } from './markup.ts';
import { sections } from './sections.ts';

const write = async (report: typeof sampleReport): Promise<string> =>
  htmlFormat.write(report, { color: false, width: 80 });

test('hostile text stays text', async () => {
  const page = await write(sampleReport);
  assert.ok(!page.includes(hostileText));
  assert.equal(page.split('<script').length - 1, 1, 'only our own script');
  assert.doesNotMatch(page, /javascript:|\u202e|\u001b/);
  assert.ok(page.includes('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;'));
});

test('nothing is loaded from anywhere', async () => {
  const page = await write(sampleReport);
  assert.doesNotMatch(
    page,
    /<(?:link|img|iframe|object|embed|base|video|audio)\b|@import|url\(|\bsrc=|style="|\son[a-z]+=/i,
  );
});

test('the policy names the hashes of the style and the script that are there', async () => {
  const page = await write(sampleReport);
  for (const tag of ['style', 'script']) {
    const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(content).digest('base64');
    assert.ok(page.includes(`${tag}-src 'sha256-${hash}'`), tag);
  }
  assert.ok(page.includes("default-src 'none'"));
});

test('tags are closed in order', async () => {
  const empty = new Set(['meta', 'br', 'input', 'path', 'rect']);
  for (const report of [sampleReport, emptyReport(true), emptyReport(false)]) {
    const open: string[] = [];
    const page = (await write(report)).replace(/<(script|style)>[\s\S]*?<\/\1>/g, '');
    for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (slash === '/') assert.equal(open.pop(), name);
      else if (!empty.has(name)) open.push(name);
    }
    assert.deepEqual(open, []);
  }
});

test('sections have names of their own and are left out when they have nothing', async () => {
  assert.equal(new Set(sections.map((section) => section.id)).size, sections.length);
  const page = await write(emptyReport(true));
  assert.match(page, /Nothing found: 7 packages judged/);
  assert.doesNotMatch(page, /id="findings"|id="first"/);
  assert.match(await write(emptyReport(false)), /Not judged/);
});

test('each finding has an anchor of its own, the same in every page', async () => {
  const [finding] = sampleReport.findings;
  assert.ok(finding !== undefined);
  const twice = {
    ...sampleReport,
    findings: [finding, { ...finding, id: 'CVE-2024-0002' }, ...sampleReport.findings.slice(1)],
  };
  const anchors = [...findingAnchors(twice.findings).values()];
  assert.equal(new Set(anchors).size, anchors.length);
  assert.equal(anchors[0], `finding-${finding.fingerprint}`);
  for (const report of [sampleReport, twice, manyFindings(200)]) {
    const page = await write(report);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '');
    assert.equal(new Set(ids).size, ids.length);
    for (const anchor of findingAnchors(report.findings).values()) assert.ok(ids.includes(anchor), anchor);
    for (const [, to = ''] of page.matchAll(/ href="#([^"]*)"/g)) assert.ok(ids.includes(to), to);
  }
  const hostile = findingAnchors([{ ...finding, fingerprint: '"><script>' }]);
  assert.deepEqual([...hostile.values()], ['finding-script']);
});

test('the voyage: a link to the page beside this one, else the command that tells it', async () => {
  const options = { color: false, width: 80, voyageCommand: 'seaworthy voyage sha256:4' };
  assert.match(await htmlFormat.write(sampleReport, options), /<code>seaworthy voyage sha256:4<\/code>/);
  const linked = await htmlFormat.write(sampleReport, { ...options, beside: { voyage: './v.html' } });
  assert.match(linked, /<a href="\.\/v\.html">The voyage<\/a>/);
  assert.doesNotMatch(linked, /<code>seaworthy voyage/);
  assert.doesNotMatch(await write(sampleReport), /voyage/);
});

test('it is called what a person knows the image by, and says what it was asked for as', async () => {
  const name = 'docker-archive:/srv/ci/1f/app.tar:registry.example/app:2';
  const page = await write({ ...sampleReport, subject: { ...image, name } });
  assert.match(page, /<title>registry\.example\/app:2 · Seaworthy/);
  assert.match(page, /<h1>registry\.example\/app:2<\/h1>/);
  assert.match(page, /<dt>Asked for as<\/dt><dd><code>docker-archive:\/srv/);
  assert.doesNotMatch(await write(sampleReport), /Asked for as/);
});

test('lists that are long fold', async () => {
  const unidentified = Array.from({ length: 300 }, (_, index) => ({ path: `bin/${index}`, what: 'program (ELF)' }));
  const page = await write({ ...sampleReport, coverage: { ...sampleReport.coverage, unidentified } });
  assert.match(page, /<summary>29\d more entries<\/summary>/);
  for (const { path } of unidentified) assert.ok(page.includes(`/${path}<`), path);
});

test('what is installed is told of what software is installed in', async () => {
  const head = (page: string): string => page.slice(0, page.indexOf('</header>'));
  const contents = /<dt>Contents|<dt>Distribution/;
  assert.match(head(await write(sampleReport)), contents);
  const coverage = { ...sampleReport.coverage, lookedFor: ['runtime'] as const };
  const ran = { ...sampleReport, subject: { kind: 'host', name: 'node-1' } as const, coverage };
  assert.doesNotMatch(head(await write(ran)), contents);
});

test('escaping leaves nothing that starts markup or leaves an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(escapeText(text), /[<>"'`]|&(?!(?:amp|lt|gt|quot|#39|#96);)/);
    }),
  );
  assert.equal(
    html`<b title="${'"x'}">${['<', 1, undefined, false, raw('<i>')]}</b>`.text,
    '<b title="&quot;x">&lt;1<i></b>',
  );
});
