import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonValidator } from '../../../lab/fixtures/index.ts';
import type { CyclonedxComponent, CyclonedxDependency } from '../../foundations/sbom/index.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { cyclonedxFormat } from './format.ts';
import type { Vulnerability } from './types.ts';

interface Bom {
  readonly serialNumber: string;
  readonly metadata: { readonly component: CyclonedxComponent };
  readonly components: readonly CyclonedxComponent[];
  readonly dependencies: readonly CyclonedxDependency[];
  readonly vulnerabilities?: readonly Vulnerability[];
}

const write = async (report: typeof sampleReport): Promise<Bom> =>
  JSON.parse(await cyclonedxFormat.write(report, { color: false, width: 80 }));

/** A bill of materials that nobody judged. */
const plain = { ...sampleReport, findings: [], coverage: { ...sampleReport.coverage, sources: [] } };

test('valid by the published schema', async () => {
  const validate = jsonValidator('1.6');
  const directory = {
    ...sampleReport,
    subject: { kind: 'files', name: './x', content: 'directory', path: './x' },
    layers: [],
  } as const;
  for (const report of [sampleReport, plain, emptyReport(true), emptyReport(false), directory]) {
    assert.ok(validate(await write(report)), JSON.stringify(validate.errors?.slice(0, 3)));
  }
  assert.equal(validate({ ...(await write(plain)), specVersion: 16 }), false, 'the validator does refuse');
});

test('references point to what is there', async () => {
  const bom = await write(sampleReport);
  const refs = [bom.metadata.component, ...bom.components].map((each) => each['bom-ref']);
  assert.equal(new Set(refs).size, refs.length, 'unique');
  for (const { ref, dependsOn } of bom.dependencies) {
    for (const each of [ref, ...dependsOn]) assert.ok(refs.includes(each), each);
  }
  for (const each of bom.vulnerabilities ?? []) {
    for (const { ref } of each.affects) assert.ok(refs.includes(ref), ref);
  }
});

test('a package that another one brought hangs below it', async () => {
  const { dependencies } = await write(sampleReport);
  const owner = sampleReport.packages.find((each) => each.name === 'python3-requests');
  const owned = sampleReport.packages.find((each) => each.name === 'requests');
  assert.deepEqual(dependencies.find((each) => each.ref === owner?.id)?.dependsOn, [owned?.id]);
  assert.ok(!dependencies[0]?.dependsOn.includes(owned?.id ?? ''));
});

test('packages with the same judgement share an entry; only what is set aside has an analysis', async () => {
  const { vulnerabilities = [] } = await write(sampleReport);
  assert.equal(vulnerabilities.find((each) => each.id === 'CVE-2024-0727')?.affects.length, 2);
  assert.deepEqual(
    vulnerabilities.filter((each) => each.analysis !== undefined).map((each) => each.id),
    ['CVE-2020-28500'],
  );
  assert.ok(!vulnerabilities.some((each) => each.advisories?.some(({ url }) => url.startsWith('javascript:'))));
});

test('without judgement there is no list of vulnerabilities, with it there is, though it be empty', async () => {
  assert.equal((await write(plain)).vulnerabilities, undefined);
  assert.deepEqual((await write(emptyReport(true))).vulnerabilities, []);
});

test('the serial number follows subject and time', async () => {
  const { serialNumber } = await write(sampleReport);
  assert.match(serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal((await write(sampleReport)).serialNumber, serialNumber);
  assert.notEqual((await write({ ...sampleReport, created: '2024-05-21T12:00:00.000Z' })).serialNumber, serialNumber);
});

test('the graph has what a package says it needs; one that says nothing is not in it, one that needs nothing is', async () => {
  const [first, second, third] = sampleReport.packages;
  assert.ok(first && second && third);
  const packages = [{ ...first, dependencies: [second.id, 'gone', first.id] }, { ...second, dependencies: [] }, third];
  const report = { ...plain, packages };
  assert.ok(jsonValidator('1.6')(await write(report)));
  const { dependencies } = await write(report);
  const of = ({ id }: { readonly id: string }) => dependencies.find(({ ref }) => ref === id)?.dependsOn;
  assert.deepEqual([of(first), of(second), of(third)], [[second.id], [], undefined]);
});

test('kinds of fault are the numbers of the CWE, and what CISA decided is a property', async () => {
  const { vulnerabilities = [] } = await write(sampleReport);
  const [told, bare] = ['CVE-2023-44487', 'CVE-2023-38545'].map((id) => vulnerabilities.find((each) => each.id === id));
  assert.deepEqual(told?.cwes, [79, 400]);
  assert.equal(
    told?.properties.find(({ name }) => name === 'seaworthy:ssvc')?.value,
    'exploitation=active,automatable=yes,impact=partial',
  );
  assert.ok(bare && !('cwes' in bare) && !bare.properties.some(({ name }) => name === 'seaworthy:ssvc'));
});
