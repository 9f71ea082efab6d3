import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, makeZip } from '../../../../lab/fixtures/index.ts';
import { defaultLimits, type Inventory } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { takeInventory } from './take-inventory.ts';

/*
 * What the readers of languages say together, of the file system that is left: who owns what, which archives are in use, what is told once.
 */

const inventoryOf = (files: Readonly<Record<string, string | Uint8Array>>): Promise<Inventory> =>
  inTemporaryDirectory(async (directory) => {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    const image = await openTarget(directory, { limits: defaultLimits });
    return takeInventory(image, { extractors, limits: defaultLimits, now: new Date('2026-11-24T00:00:00Z') });
  });

const told = ({ packages }: Inventory): string[] =>
  packages.map(({ type, name, version }) => `${type} ${name} ${version}`);
const metadata = (name: string): string => `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`;

test('a Python distribution that conda installed is the conda package’s, and its cache is not installed', async () => {
  const site = 'lib/python3.11/site-packages/lantern-1.0.dist-info';
  const inventory = await inventoryOf({
    'opt/conda/conda-meta/lantern-1.0-py_0.json': JSON.stringify({
      name: 'lantern',
      version: '1.0',
      files: [`${site}/METADATA`],
    }),
    [`opt/conda/${site}/METADATA`]: metadata('lantern'),
    [`opt/conda/pkgs/lantern-1.0-py_0/${site}/METADATA`]: metadata('lantern'),
  });
  const [conda, python] = inventory.packages;
  assert.deepEqual(told(inventory), ['conda lantern 1.0', 'pypi lantern 1.0']);
  assert.equal(python?.ownedBy, conda?.id);
  assert.match(inventory.coverage.problems.map(({ message }) => message).join(), /in the cache of conda/);
});

test('of Yarn’s archives those that the map leads to are told, and the map is read by them', async () => {
  const archive = (name: string): Uint8Array =>
    makeZip([{ name: `node_modules/${name}/package.json`, content: JSON.stringify({ name, version: '1.0.0' }) }]);
  const inventory = await inventoryOf({
    'app/.pnp.cjs': '"packageLocation": "./.yarn/cache/used-npm-1.0.0-1.zip/node_modules/used/"',
    'app/.yarn/cache/used-npm-1.0.0-1.zip': archive('used'),
    'app/.yarn/cache/left-npm-1.0.0-1.zip': archive('left'),
  });
  assert.deepEqual(told(inventory), ['npm used 1.0.0']);
  assert.deepEqual(
    inventory.coverage.problems.filter(({ incomplete }) => incomplete),
    [],
  );
});

test('a Perl distribution that has a record, a log and a list of files is one', async () => {
  const inventory = await inventoryOf({
    'usr/local/lib/perl5/.meta/A-B-1.1/install.json': '{"dist":"A-B-1.1","name":"A::B"}',
    'usr/local/lib/perl5/perllocal.pod': '=head2 Mon Jan 1: C<Module> L<A::B|A::B>\n\nC<VERSION: 1.1>\n',
    'usr/local/lib/perl5/auto/A/B/.packlist': '/usr/local/lib/perl5/A/B.pm\n',
  });
  assert.deepEqual(told(inventory), ['cpan A-B 1.1']);
  assert.deepEqual(inventory.packages[0]?.files, ['usr/local/lib/perl5/A/B.pm']);
});
