import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { sampleReport } from '../testing/sample-report.ts';
import { githubFormat } from './format.ts';

/*
 * What GitHub's description of its REST API asks of the body ("Create a snapshot of dependencies for a repository", components `snapshot`, `manifest`, `dependency`
 * and `metadata`), and that nothing else stands in it.
 */

const scalar = { type: ['string', 'number', 'boolean', 'null'] };
const metadata = { type: 'object', maxProperties: 8, additionalProperties: scalar };
const text = { type: 'string' };
const closed = (properties: object, ...required: readonly string[]): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const dependency = closed({
  package_url: { type: 'string', pattern: '^pkg' },
  metadata,
  relationship: { enum: ['direct', 'indirect'] },
  scope: { enum: ['runtime', 'development'] },
  dependencies: { type: 'array', items: text },
});
const manifest = closed(
  {
    name: text,
    file: closed({ source_location: text }),
    metadata,
    resolved: { type: 'object', additionalProperties: dependency },
  },
  'name',
);
const snapshot = closed(
  {
    version: { type: 'integer' },
    job: closed({ id: text, correlator: text, html_url: text }, 'id', 'correlator'),
    sha: { type: 'string', minLength: 40, maxLength: 40 },
    ref: { type: 'string', pattern: '^refs/' },
    detector: closed({ name: text, version: text, url: text }, 'name', 'version', 'url'),
    metadata,
    manifests: { type: 'object', additionalProperties: manifest },
    scanned: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z$' },
  },
  ...['version', 'sha', 'ref', 'job', 'detector', 'scanned'],
);

const validate = new Ajv({ strict: false }).compile(snapshot);
const workflow = {
  commit: '0123456789abcdef0123456789abcdef01234567',
  ref: 'refs/heads/main',
  id: '4711',
  workflow: 'build',
  job: 'image',
  page: 'https://github.example.com/shop/web/actions/runs/4711',
};
const declared = sampleReport.packages.map((one, index) => ({
  ...one,
  evidence: 'declared' as const,
  direct: index % 2 === 0,
  ...(index % 3 === 0 ? { development: true as const } : {}),
}));

test('a snapshot is valid by what GitHub publishes of it', async () => {
  for (const report of [sampleReport, { ...sampleReport, packages: declared }, { ...sampleReport, packages: [] }]) {
    const written = JSON.parse(await githubFormat.write(report, { color: false, width: 80, workflow }));
    assert.ok(validate(written), JSON.stringify(validate.errors?.slice(0, 3)));
  }
});

test('one without a commit is not, which is said when it is written', async () => {
  const options = { color: false, width: 80 };
  assert.equal(validate(JSON.parse(await githubFormat.write(sampleReport, options))), false);
  assert.match(githubFormat.lacks?.(options) ?? '', /GITHUB_SHA/);
});
