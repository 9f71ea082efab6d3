import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeaworthyError } from '../../../../../core/index.ts';
import { isVex, readVex } from '../read-vex.ts';
import type { VexStatement } from '../statement.ts';

const context = 'https://openvex.dev/ns/v0.2.0';
const head = { '@context': context, '@id': 'urn:x', author: 'Acme', timestamp: '2026-01-02T00:00:00Z', version: 1 };
const base = {
  vulnerability: { name: 'CVE-1', aliases: ['GHSA-1'] },
  products: [{ '@id': 'pkg:npm/a@1' }],
  status: 'affected',
};
const names = (statement: VexStatement | undefined): readonly (readonly string[])[] =>
  (statement?.products ?? []).map((one) => [
    ...one.names.map(({ text }) => text),
    ...one.subcomponents.flatMap((each) => each.names.map(({ text }) => `> ${text}`)),
  ]);
const first = (statement: object, more: object = {}): VexStatement => {
  const [one] = readVex({ ...head, ...more, statements: [statement] }, 'x.json').statements;
  assert.ok(one);
  return one;
};

test('OpenVEX: what a statement does not say is that of its document', () => {
  const document = readVex({ ...head, statements: [base] }, 'x.json');
  assert.deepEqual([document.format, document.author], ['OpenVEX 0.2.0', 'Acme']);
  assert.equal(first(base).time, '2026-01-02T00:00:00Z');
  assert.equal(first({ ...base, timestamp: '2026-02-01T00:00:00Z' }).time, '2026-02-01T00:00:00Z');
  assert.equal(
    first({ ...base, timestamp: '2026-02-01T00:00:00Z', last_updated: '2026-03-01T00:00:00Z' }).time,
    '2026-03-01T00:00:00Z',
  );
  assert.deepEqual(first(base).vulnerabilities, ['CVE-1', 'GHSA-1']);
});

test('OpenVEX: every way to name a product', () => {
  const hash = 'f'.repeat(64);
  const products = [
    {
      '@id': 'https://example.com/a',
      identifiers: { purl: 'pkg:npm/a@1', cpe22: 'cpe:/a:x:a', cpe23: 'cpe:2.3:a:x:a:1' },
      hashes: { 'sha-256': hash, md5: 'x' },
      subcomponents: [{ '@id': 'pkg:npm/b' }, { identifiers: { purl: 'pkg:npm/c' } }],
    },
  ];
  assert.deepEqual(names(first({ ...base, products })), [
    [
      'https://example.com/a',
      'pkg:npm/a@1',
      'cpe:/a:x:a',
      'cpe:2.3:a:x:a:1',
      `sha256:${hash}`,
      '> pkg:npm/b',
      '> pkg:npm/c',
    ],
  ]);
});

test('OpenVEX before 0.2.0 writes names as texts', () => {
  const old = first(
    { ...base, vulnerability: 'CVE-1', products: ['pkg:npm/a@1'], subcomponents: ['pkg:npm/b'] },
    { '@context': 'https://openvex.dev/ns' },
  );
  assert.deepEqual(old.vulnerabilities, ['CVE-1']);
  assert.deepEqual(names(old), [['pkg:npm/a@1', '> pkg:npm/b']]);
  const address = first({ ...base, vulnerability: { '@id': 'https://nvd.nist.gov/vuln/detail/CVE-1' } });
  assert.deepEqual(address.vulnerabilities, ['CVE-1']);
});

test('OpenVEX: in an attestation, what names no product is about its subject', () => {
  const about = `sha256:${'a'.repeat(64)}` as const;
  const { products: _, ...bare } = base;
  const [inherited, own] = readVex({ ...head, statements: [bare, base] }, 'x.json', { about }).statements;
  assert.deepEqual([names(inherited), inherited?.fault], [[[about]], undefined]);
  assert.deepEqual(names(own), [['pkg:npm/a@1']]);
});

test('OpenVEX: not_affected without a reason, and what is about nothing, do not count', () => {
  const said = { ...base, status: 'not_affected' };
  for (const [statement, fault] of [
    [said, /without a justification or an impact statement/],
    [{ ...said, status_notes: 'trust me' }, /without a justification/],
    [{ ...said, justification: '' }, /without a justification/],
    [{ ...said, justification: 'because' }, /none that OpenVEX knows/],
    [{ ...said, justification: 'component_not_present' }, undefined],
    [{ ...said, impact_statement: 'never called' }, undefined],
    [{ ...said, justification: 'because', impact_statement: 'never called' }, undefined],
    [{ ...base, products: [] }, /names no product/],
    [{ ...base, vulnerability: {} }, /names no vulnerability/],
    [base, undefined],
  ] as const) {
    const found = first(statement).fault;
    if (fault === undefined) assert.equal(found, undefined);
    else assert.match(found ?? '', fault);
  }
});

const bom = (vulnerabilities: readonly object[], more: object = {}): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { timestamp: '2026-01-02T00:00:00Z', authors: [{ name: 'Acme' }] },
  vulnerabilities,
  ...more,
});
const flaw = (state: string, more: object = {}): object => ({
  id: 'CVE-1',
  references: [{ id: 'GHSA-1' }],
  analysis: { state },
  affects: [{ ref: 'pkg:npm/a@1' }],
  ...more,
});

test('CycloneDX: states in the words of VEX', () => {
  for (const [state, status] of [
    ['resolved', 'fixed'],
    ['resolved_with_pedigree', 'fixed'],
    ['exploitable', 'affected'],
    ['in_triage', 'under_investigation'],
    ['false_positive', 'not_affected'],
    ['not_affected', 'not_affected'],
  ]) {
    const [one] = readVex(bom([flaw(state ?? '')]), 'x.json').statements;
    assert.deepEqual([one?.status, one?.vulnerabilities, one?.fault], [status, ['CVE-1', 'GHSA-1'], undefined]);
  }
  assert.deepEqual(readVex(bom([{ id: 'CVE-1', affects: [{ ref: 'a' }] }]), 'x.json').statements, []);
});

test('CycloneDX: what it refers to, in the product that it is about', () => {
  const components = [{ 'bom-ref': 'a', purl: 'pkg:npm/a@1', components: [{ 'bom-ref': 'b', purl: 'pkg:npm/b@1' }] }];
  const product = { type: 'container', name: 'app', version: `sha256:${'a'.repeat(64)}`, 'bom-ref': 'p' };
  const read = (ref: string, more: object, isLookedAt = false): VexStatement | undefined =>
    readVex(bom([flaw('not_affected', { affects: [{ ref }] })], more), 'x.json', { isLookedAt }).statements[0];
  assert.deepEqual(names(read('pkg:npm/a@1', {})), [['pkg:npm/a@1']]);
  assert.deepEqual(names(read('b', { components })), [['pkg:npm/b@1']]);
  const within = { components, metadata: { component: product } };
  assert.deepEqual(names(read('b', within)), [[product.version, '> pkg:npm/b@1']]);
  assert.deepEqual(names(read('p', within)), [[product.version]]);
  assert.deepEqual(names(read('b', within, true)), [['b']], 'of the document that was looked at');
  const link = 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x';
  assert.deepEqual(names(read(link, within)), [[link]]);
});

test('CycloneDX: versions that it lists are those that are meant', () => {
  const affects = [
    {
      ref: 'pkg:npm/a',
      versions: [
        { version: '1' },
        { version: '2', status: 'affected' },
        { version: '3', status: 'unaffected' },
        { range: 'vers:npm/<1' },
      ],
    },
  ];
  const [one] = readVex(bom([flaw('not_affected', { affects })]), 'x.json').statements;
  assert.deepEqual(
    one?.products.map(({ version, range }) => version ?? range),
    ['1', '2', 'vers:npm/<1'],
  );
});

test('what is no such document, or not as its format has it, is refused', () => {
  for (const value of [
    null,
    [],
    'x',
    {},
    { '@context': 'https://openvex.dev/nsfoo' },
    { ...head, statements: {} },
    { ...head, statements: ['x'] },
    { ...head, statements: [{ ...base, status: 'safe' }] },
    { ...head, statements: [{ ...base, products: {} }] },
    bom([flaw('fine')]),
    bom([flaw('resolved', { affects: 'all' })]),
  ])
    assert.throws(
      () => readVex(value, 'x.json'),
      (error) => error instanceof SeaworthyError && error.code === 'E_FORMAT',
      JSON.stringify(value),
    );
  assert.ok(isVex({ '@context': ['https://openvex.dev/ns/v0.2.0'] }));
  assert.ok(!isVex({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld' }));
});

const csaf = (status: object, more: object = {}, category = 'csaf_vex'): object => ({
  document: {
    category,
    csaf_version: '2.0',
    title: 'x',
    publisher: { category: 'vendor', name: 'Acme', namespace: 'https://acme.example' },
    tracking: { id: 'A-1', status: 'final', current_release_date: '2026-01-02T00:00:00Z' },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: 'Acme',
        branches: [
          product('APP', 'app', { purl: 'pkg:oci/app?repository_url=ghcr.io/acme/app' }),
          {
            category: 'product_name',
            name: 'left',
            branches: [
              { ...product('LEFT', 'left', { purl: 'pkg:npm/left' }), category: 'product_version', name: '1.0.0' },
              {
                ...product('OLD', 'left', { purl: 'pkg:npm/left' }),
                category: 'product_version_range',
                name: 'vers:npm/<1',
              },
            ],
          },
        ],
      },
    ],
    full_product_names: [
      { product_id: 'NAMELESS', name: 'Something 7' },
      {
        product_id: 'HASH',
        name: 'x',
        product_identification_helper: {
          hashes: [{ filename: 'x', file_hashes: [{ algorithm: 'sha256', value: 'f'.repeat(64) }] }],
        },
      },
    ],
    relationships: [relationship('LEFT', 'APP', 'LEFT-IN-APP'), relationship('LEFT-IN-APP', 'HASH', 'DEEP')],
  },
  vulnerabilities: [{ cve: 'CVE-1', ids: [{ system_name: 'x', text: 'GHSA-1' }], product_status: status, ...more }],
});
function product(id: string, name: string, helper: object): object {
  return { category: 'product_name', name, product: { product_id: id, name, product_identification_helper: helper } };
}
function relationship(component: string, whole: string, id: string): object {
  return {
    category: 'default_component_of',
    product_reference: component,
    relates_to_product_reference: whole,
    full_product_name: { product_id: id, name: id },
  };
}
const flagged = (...products: string[]): object => ({
  flags: [{ label: 'vulnerable_code_not_present', product_ids: products }],
});

test('CSAF: statuses, and products by themselves and in others', () => {
  for (const [word, status] of [
    ['known_not_affected', 'not_affected'],
    ['fixed', 'fixed'],
    ['first_fixed', 'fixed'],
    ['known_affected', 'affected'],
    ['last_affected', 'affected'],
    ['under_investigation', 'under_investigation'],
  ] as const) {
    const { author, statements } = readVex(csaf({ [word]: ['LEFT-IN-APP'] }, flagged('LEFT-IN-APP')), 'x.json');
    const [one] = statements;
    assert.deepEqual([author, one?.status, one?.vulnerabilities], ['Acme', status, ['CVE-1', 'GHSA-1']]);
    assert.deepEqual([one?.time, one?.fault], ['2026-01-02T00:00:00Z', undefined]);
    assert.deepEqual(names(one), [['pkg:oci/app?repository_url=ghcr.io/acme/app', '> pkg:npm/left']]);
    assert.equal(one?.products[0]?.subcomponents[0]?.version, '1.0.0');
  }
  assert.deepEqual(readVex(csaf({ recommended: ['LEFT'] }), 'x.json').statements, []);
});

test('CSAF: versions of branches, hashes, products that have but a name, and what lies deeper', () => {
  const status = { known_affected: ['LEFT', 'OLD', 'HASH', 'NAMELESS', 'DEEP', 'UNKNOWN'] };
  const [one] = readVex(csaf(status), 'x.json').statements;
  assert.deepEqual(names(one), [
    ['pkg:npm/left'],
    ['pkg:npm/left'],
    [`sha256:${'f'.repeat(64)}`],
    ['Something 7'],
    ['left in app in x', '> pkg:npm/left'],
    ['UNKNOWN'],
  ]);
  assert.deepEqual(
    one?.products.map(({ version, range }) => version ?? range),
    ['1.0.0', 'vers:npm/<1', undefined, undefined, undefined, undefined],
  );
});

test('CSAF: its VEX profile asks for a reason with what is not affected', () => {
  const status = { known_not_affected: ['LEFT'] };
  const threat = { threats: [{ category: 'impact', details: 'never called', product_ids: ['LEFT'] }] };
  for (const [value, fault] of [
    [csaf(status), /without a flag or an impact statement/],
    [csaf(status, threat), undefined],
    [csaf(status, flagged('LEFT')), undefined],
    [csaf(status, flagged('OTHER')), /without a flag/],
    [csaf(status, {}, 'csaf_security_advisory'), undefined],
  ] as const) {
    const found = readVex(value, 'x.json').statements[0]?.fault;
    if (fault === undefined) assert.equal(found, undefined);
    else assert.match(found ?? '', fault);
  }
});
