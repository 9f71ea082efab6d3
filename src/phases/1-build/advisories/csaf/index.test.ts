import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeaworthyError } from '../../../../core/index.ts';
import { type CsafDocument, type CsafStatement, csafDocument, isCsaf, readCsaf } from './index.ts';

const product = (id: string, helper: object): object => ({
  name: `${id}, in words`,
  product_id: id,
  product_identification_helper: helper,
});

const joined = (component: string, whole: string): object => ({
  category: 'default_component_of',
  product_reference: component,
  relates_to_product_reference: whole,
  full_product_name: { name: `${component} of ${whole}`, product_id: `${whole}:${component}` },
});

const tree = {
  branches: [
    {
      category: 'vendor',
      name: 'Maker',
      branches: [
        { category: 'product_name', name: 'System 9', product: product('system-9', { cpe: 'cpe:/o:maker:system:9' }) },
        {
          category: 'architecture',
          name: 'x86_64',
          branches: [
            {
              category: 'product_version',
              name: 'ruby',
              product: product('ruby', { purl: 'pkg:rpm/maker/ruby@3.0-1?arch=x86_64' }),
            },
          ],
        },
      ],
    },
  ],
  full_product_names: [
    product('image', {
      purl: 'pkg:oci/image@sha256:00',
      hashes: [{ filename: 'image.tar', file_hashes: [{ algorithm: 'SHA256', value: 'ab' }] }],
    }),
    product('ruby:3.0', { purls: ['pkg:rpmmod/maker/ruby@3.0', 'pkg:generic/ruby'] }),
  ],
  product_groups: [{ group_id: 'all', product_ids: ['system-9:ruby', 'image'] }],
  relationships: [
    joined('ruby', 'system-9'),
    joined('ruby:3.0', 'system-9'),
    joined('ruby', 'system-9:ruby:3.0'),
    joined('circle:circle', 'circle'),
    { ...joined('a', 'b'), full_product_name: { name: 'itself', product_id: 'a' } },
  ],
};

const document = (more: object = {}, vulnerability: object = {}): object => ({
  document: {
    category: 'csaf_vex',
    csaf_version: '2.0',
    title: 'A flaw',
    aggregate_severity: { text: 'Important' },
    publisher: { category: 'vendor', name: 'Maker', namespace: 'https://maker.example' },
    references: [{ category: 'self', summary: 'x', url: 'https://maker.example/vex/1.json' }],
    tracking: { id: 'CVE-2030-0001', status: 'final', current_release_date: '2030-01-02T03:04:05+00:00' },
    ...more,
  },
  product_tree: tree,
  vulnerabilities: [
    {
      cve: 'CVE-2030-0001',
      ids: [{ system_name: 'Bugs', text: '17' }],
      notes: [
        { category: 'summary', text: 'short' },
        { category: 'description', text: 'long' },
      ],
      references: [{ category: 'external', summary: 'x', url: 'https://maker.example/17' }],
      ...vulnerability,
    },
  ],
});

const read = (value: object) => readCsaf(Buffer.from(JSON.stringify(value)), 'x.json');

function statements(vulnerability: object): readonly CsafStatement[] {
  return read(document({}, vulnerability)).vulnerabilities.flatMap((one) => [...one.statements()]);
}

test('csaf: what a document says of itself', () => {
  const { vulnerabilities, ...about } = read(document());
  assert.deepEqual(about, {
    category: 'csaf_vex',
    title: 'A flaw',
    id: 'CVE-2030-0001',
    status: 'final',
    released: '2030-01-02T03:04:05+00:00',
    publisher: { name: 'Maker', namespace: 'https://maker.example' },
    severity: 'Important',
    self: 'https://maker.example/vex/1.json',
  });
  const [flaw] = vulnerabilities;
  assert.deepEqual(
    [flaw?.cve, flaw?.ids, flaw?.description, flaw?.references, flaw?.size],
    ['CVE-2030-0001', ['17'], 'long', ['https://maker.example/17'], 0],
  );
});

test('csaf: products are found through relationships, also of relationships', () => {
  const cases: readonly [string, readonly string[] | undefined][] = [
    ['image', ['image']],
    ['system-9:ruby', ['ruby', 'system-9']],
    ['system-9:ruby:3.0:ruby', ['ruby', 'ruby:3.0', 'system-9']],
    ['nobody', undefined],
    // In a circle, and with parts that are not there.
    ['circle:circle:circle', undefined],
    ['circle', undefined],
    ['a', undefined],
  ];
  for (const [id, expected] of cases) {
    const [statement] = statements({ product_status: { known_affected: [id] } });
    const { product } = statement ?? {};
    const found = product && [product.component, ...product.wholes].map((one) => one.id);
    assert.deepEqual(found, expected, id);
  }
});

test('csaf: what identifies a product', () => {
  const [image, ruby] = statements({ product_status: { fixed: ['image', 'system-9:ruby:3.0:ruby'] } });
  assert.deepEqual(image?.product?.component.hashes, ['sha256:ab']);
  assert.deepEqual(image?.product?.component.purls, ['pkg:oci/image@sha256:00']);
  assert.deepEqual(ruby?.product?.wholes[0]?.purls, ['pkg:rpmmod/maker/ruby@3.0', 'pkg:generic/ruby']);
  assert.equal(ruby?.product?.wholes[1]?.cpe, 'cpe:/o:maker:system:9');
  const branch = ruby?.product?.component.branch;
  assert.deepEqual(
    [branch?.category, branch?.parent?.name, branch?.parent?.parent?.name],
    ['product_version', 'x86_64', 'Maker'],
  );
});

test('csaf: remediations, severities, scores and flags go to their products, by groups too', () => {
  const found = statements({
    product_status: { known_affected: ['system-9:ruby'], known_not_affected: ['image'], under_investigation: ['ruby'] },
    remediations: [
      { category: 'none_available', details: 'Affected', product_ids: ['system-9:ruby'] },
      { category: 'workaround', details: 'Switch it off', group_ids: ['all', 'unknown'] },
    ],
    threats: [
      { category: 'impact', details: 'Low', product_ids: ['system-9:ruby'] },
      { category: 'exploit_status', details: 'exploited', product_ids: ['ruby'] },
    ],
    scores: [{ cvss_v3: { vectorString: 'CVSS:3.1/AV:N', baseScore: 5.9 }, products: ['system-9:ruby'] }],
    metrics: [{ content: { cvss_v4: { vectorString: 'CVSS:4.0/AV:N', baseScore: 6.1 } }, products: ['ruby'] }],
    flags: [{ label: 'component_not_present', product_ids: ['image'] }],
  });
  assert.deepEqual(
    found.map(({ product: _, ...statement }) => statement),
    [
      {
        status: 'known_affected',
        productId: 'system-9:ruby',
        remediations: [
          { category: 'none_available', details: 'Affected' },
          { category: 'workaround', details: 'Switch it off' },
        ],
        scores: [{ vector: 'CVSS:3.1/AV:N', score: 5.9 }],
        impact: 'Low',
      },
      {
        status: 'known_not_affected',
        productId: 'image',
        remediations: [{ category: 'workaround', details: 'Switch it off' }],
        scores: [],
        justification: 'component_not_present',
      },
      {
        status: 'under_investigation',
        productId: 'ruby',
        remediations: [],
        scores: [{ vector: 'CVSS:4.0/AV:N', score: 6.1 }],
      },
    ],
  );
});

test('csaf: what is no such document is refused', () => {
  const cases: readonly unknown[] = [
    null,
    [],
    {},
    { document: { csaf_version: '1.2' } },
    document({ csaf_version: 2 }),
    document({ tracking: {} }),
    document({ category: 7 }),
    { ...document(), product_tree: [] },
    { ...document(), product_tree: { branches: [{ product: { name: 'without an id' } }] } },
    { ...document(), product_tree: { relationships: [{}] } },
    { ...document(), vulnerabilities: {} },
    document({}, { product_status: { fixed: {} } }),
  ];
  for (const value of cases) {
    assert.throws(
      () => readCsaf(Buffer.from(JSON.stringify(value)), 'x.json'),
      (error) => error instanceof SeaworthyError && error.code === 'E_FORMAT' && error.where?.startsWith('x.json'),
      JSON.stringify(value),
    );
  }
  assert.throws(() => statements({ product_status: { fixed: [7] } }), /a string expected/);
});

test('csaf: more products than are read, and a circle of relationships, cost no more than a refusal', () => {
  const deep = Array.from({ length: 30 }, (_, index) => joined(`c${index}`, `c${index + 1}`)).map((one, index) => ({
    ...one,
    full_product_name: { name: 'x', product_id: `c${index}` },
    product_reference: `c${index + 1}`,
  }));
  const value = { ...document({}, { product_status: { fixed: ['c0'] } }), product_tree: { relationships: deep } };
  const [statement] = [...(read(value).vulnerabilities[0]?.statements() ?? [])];
  assert.equal(statement?.product, undefined);
});

test('csaf: groups named again and again are not followed for ever', () => {
  const value = document(
    {},
    {
      product_status: { fixed: ['image'] },
      remediations: Array.from({ length: 3_000 }, () => ({ category: 'workaround', details: '', group_ids: ['many'] })),
    },
  );
  const groups = [{ group_id: 'many', product_ids: Array.from({ length: 3_000 }, (_, index) => `${index}`) }];
  const found = read({ ...value, product_tree: { ...tree, product_groups: groups } });
  assert.throws(
    () => [...(found.vulnerabilities[0]?.statements() ?? [])],
    (error) => error instanceof SeaworthyError && error.code === 'E_LIMIT',
  );
});

test('csaf: a large document, which is read piece by piece, says what it says as a whole', () => {
  const builds = Array.from({ length: 3_000 }, (_, index) => `build-${index}`);
  const status = { fixed: [...builds.map((id) => `system-9:${id}`), 'system-9:ruby:3.0:ruby', 'image', 'nobody'] };
  const large = {
    ...document({}, { product_status: status }),
    product_tree: {
      ...tree,
      branches: [
        ...tree.branches,
        {
          // As Red Hat sorts them: what is inside stands before the name.
          branches: builds.map((id) => ({
            category: 'product_version',
            name: id,
            product: product(id, { purl: `pkg:rpm/maker/${id}@1-1` }),
          })),
          category: 'architecture',
          name: 'all',
          product: product('architecture', {}),
        },
        { category: 'vendor', name: 'empty', branches: null },
      ],
      relationships: [...tree.relationships, ...builds.map((id) => joined(id, 'system-9'))],
    },
  };
  const bytes = Buffer.from(JSON.stringify(large));
  assert.ok(bytes.length > 600_000);
  const all = ({ vulnerabilities, ...about }: CsafDocument): unknown => [
    about,
    vulnerabilities.map(({ statements: made, ...rest }) => [rest, [...made()]]),
  ];
  assert.deepEqual(all(readCsaf(bytes, 'x.json')), all(csafDocument(large, 'x.json')));
  assert.throws(() => readCsaf(bytes, 'x.json', { maxBytes: 500_000 }), /bytes, more than/);
  assert.throws(() => readCsaf(bytes.subarray(0, bytes.length - 9), 'x.json'), SeaworthyError);
  for (const part of ['branches', 'relationships', 'product_groups']) {
    const damaged = { ...large, product_tree: { ...large.product_tree, [part]: [7, {}] }, filler: 'x'.repeat(300_000) };
    assert.throws(
      () => readCsaf(Buffer.from(JSON.stringify({ ...damaged, product_tree: { [part]: 7 } })), 'x.json'),
      SeaworthyError,
      part,
    );
    if (part !== 'branches')
      assert.throws(() => readCsaf(Buffer.from(JSON.stringify(damaged)), 'x.json'), SeaworthyError, part);
  }
});

test('csaf: documents are told from others', () => {
  assert.ok(isCsaf(document()));
  for (const other of [null, [], {}, { document: 'x' }, { '@context': 'https://openvex.dev/ns' }]) {
    assert.ok(!isCsaf(other), JSON.stringify(other));
  }
});
