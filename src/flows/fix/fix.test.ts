import assert from 'node:assert/strict';
import { linkSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FixtureFlaw, flawFiles, inTemporaryDirectory, putFiles } from '../../../lab/fixtures/index.ts';
import { parseConditions } from '../../core/index.ts';
import type { Settings } from '../settings.ts';
import { fix } from './index.ts';
import { knowing } from './testing/world.ts';
import { writeFiles } from './write-files.ts';

const flaws: readonly FixtureFlaw[] = [
  {
    ecosystem: 'PyPI',
    name: 'harbour',
    id: 'PYSEC-1',
    ranges: [
      ['0', '1.2.5'],
      ['2.0', '2.0.1'],
    ],
  },
  // What mends the first has a flaw of its own.
  { ecosystem: 'PyPI', name: 'harbour', id: 'PYSEC-2', ranges: [['1.2.5', '1.2.7']] },
  { ecosystem: 'PyPI', name: 'harbour', id: 'PYSEC-3', ranges: [['0']] },
  { ecosystem: 'PyPI', name: 'anchor', id: 'PYSEC-4', ranges: [['0', '1.0"; evil']] },
  { ecosystem: 'npm', name: 'sail', id: 'GHSA-1', ranges: [['0', '2.0.0']] },
  { ecosystem: 'npm', name: 'rope', id: 'GHSA-2', ranges: [['0', '1.0.1']] },
  { ecosystem: 'Go', name: 'example.com/mast', id: 'GO-1', ranges: [['0', '1.1.0']] },
  { ecosystem: 'Maven', name: 'org.keel:keel', id: 'GHSA-3', ranges: [['0', '1.1']] },
  { ecosystem: 'crates.io', name: 'hull', id: 'RUSTSEC-1', ranges: [['0', '0.2.0']] },
];

/** A project of these files, and settings under which only the flaws above are known. */
function world(work: string, files: Readonly<Record<string, string>>): readonly [string, Settings] {
  const project = join(work, 'project');
  putFiles(project, files);
  putFiles(work, flawFiles(flaws));
  return [project, knowing(work)];
}

const conditions = [parseConditions('fixable')];
const read = (project: string, name: string): string => readFileSync(join(project, name), 'utf8');

const npmLock = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { sail: '^1.0.0' } },
    'node_modules/sail': { version: '1.0.0', dependencies: { rope: '^1.0.0' } },
    'node_modules/rope': { version: '1.0.0' },
  },
});

test('the version that judging finds without the flaws is written, and nothing twice', () =>
  inTemporaryDirectory(async (work) => {
    const [project, settings] = world(work, { 'requirements.txt': '# sea\r\nharbour==1.0 # pinned\r\nanchor==0.9' });
    const shown = await fix(project, { conditions, write: false }, settings);
    assert.equal(read(project, 'requirements.txt'), '# sea\r\nharbour==1.0 # pinned\r\nanchor==0.9');
    assert.equal(shown.result.files[0]?.state, 'proposed');
    assert.deepEqual(shown.report.findings.map(({ id }) => id).sort(), ['PYSEC-1', 'PYSEC-3']);
    const { result, report } = await fix(project, { conditions, write: true }, settings);
    assert.equal(read(project, 'requirements.txt'), '# sea\r\nharbour==1.2.7 # pinned\r\nanchor==0.9');
    const [harbour, ...others] = result.packages;
    assert.deepEqual([harbour?.to, harbour?.clears, harbour?.isBreaking], ['1.2.7', ['PYSEC-1'], undefined]);
    // A bound that is no version bounds nothing: nobody is sent there.
    assert.deepEqual(others, []);
    assert.deepEqual(
      report.findings.map(({ id }) => id),
      ['PYSEC-3'],
    );
    const again = await fix(project, { conditions, write: true }, settings);
    assert.deepEqual(again.result.files, []);
    assert.equal(read(project, 'requirements.txt'), '# sea\r\nharbour==1.2.7 # pinned\r\nanchor==0.9');
    assert.deepEqual(readdirSync(project), ['requirements.txt']);
  }));

test('behind a lock file it holds once that is made anew; what others bring is told by way of whom', () =>
  inTemporaryDirectory(async (work) => {
    const manifest = '{\n  "dependencies": { "sail": "^1.0.0" }\n}\n';
    const [project, settings] = world(work, { 'package.json': manifest, 'package-lock.json': npmLock });
    const { result, report } = await fix(project, { conditions, write: true }, settings);
    assert.equal(read(project, 'package.json'), manifest.replace('^1.0.0', '^2.0.0'));
    assert.equal(read(project, 'package-lock.json'), npmLock);
    const [rope, sail] = result.packages;
    assert.deepEqual(
      [sail?.isBreaking, sail?.lock, sail?.clears],
      [true, 'npm install --package-lock-only', ['GHSA-1']],
    );
    assert.match(rope?.why ?? '', /sail@1\.0\.0 does, so that is what to raise/);
    // The lock file still brings the old ones.
    assert.equal(report.findings.length, 2);
    assert.deepEqual([result.met, result.clears, result.afterLock], [2, 1, 1]);
    const again = await fix(project, { conditions, write: true }, settings);
    assert.equal(again.result.packages[1]?.state, 'asked');
    assert.deepEqual(again.result.files, []);
  }));

test('several ecosystems at once', () =>
  inTemporaryDirectory(async (work) => {
    const [project, settings] = world(work, {
      'a/go.mod': 'module example.com/a\n\ngo 1.22.0\n\nrequire example.com/mast v1.0.0\n',
      'b/pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><dependencies><dependency><groupId>org.keel</groupId><artifactId>keel</artifactId><version>1.0</version></dependency></dependencies></project>',
      'c/Cargo.toml': '[package]\nname = "c"\nversion = "0.1.0"\n[dependencies]\nhull = "0.1.0"\n',
      'c/Cargo.lock':
        'version = 3\n[[package]]\nname = "c"\nversion = "0.1.0"\ndependencies = ["hull"]\n[[package]]\nname = "hull"\nversion = "0.1.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
    });
    const { result } = await fix(project, { conditions, write: true }, settings);
    assert.match(read(project, 'a/go.mod'), /mast v1\.1\.0$/m);
    assert.match(read(project, 'b/pom.xml'), /<version>1\.1</);
    assert.match(read(project, 'c/Cargo.toml'), /hull = "0\.2\.0"/);
    assert.deepEqual([result.met, result.clears, result.afterLock], [3, 3, 1]);
  }));

test('conditions choose, and what is no tree of sources is left as it is', () =>
  inTemporaryDirectory(async (work) => {
    const [project, settings] = world(work, { 'requirements.txt': 'harbour==1.0\n' });
    const none = await fix(project, { conditions: [parseConditions('critical')], write: true }, settings);
    assert.equal(none.result.packages.length, 0);
    const root = join(work, 'root');
    putFiles(root, {
      'etc/os-release': 'ID=alpine\nVERSION_ID=3.20.3\n',
      'usr/lib/python3.12/site-packages/harbour-1.0.dist-info/METADATA':
        'Metadata-Version: 2.1\nName: harbour\nVersion: 1.0\n\n',
    });
    const { result } = await fix(`dir:${root}`, { conditions, write: true }, settings);
    assert.deepEqual(result.files, []);
    assert.deepEqual([result.packages[0]?.state, result.packages[0]?.clears], ['kept', []]);
    assert.match(result.packages[0]?.why ?? '', /only the files of a tree of sources/);
  }));

test('links, other names and files that were changed are left alone', () =>
  inTemporaryDirectory(async (work) => {
    const [project, settings] = world(work, { 'requirements.txt': 'harbour==1.0\n' });
    const file = join(project, 'requirements.txt');
    const change = { path: 'requirements.txt', text: 'harbour==1.2.7\n', before: 'harbour==1.0\n' };
    writeFileSync(file, 'harbour==1.0.1\n');
    assert.match([...(await writeFiles(project, [change])).values()][0] ?? '', /changed since/);
    assert.equal(readFileSync(file, 'utf8'), 'harbour==1.0.1\n');
    writeFileSync(file, 'harbour==1.0\n');
    linkSync(file, join(work, 'other'));
    assert.match([...(await writeFiles(project, [change])).values()][0] ?? '', /hard link/);
    renameSync(file, join(work, 'requirements.txt'));
    symlinkSync(join(work, 'requirements.txt'), file);
    assert.match([...(await writeFiles(project, [change])).values()][0] ?? '', /it is a link/);
    symlinkSync(work, join(project, 'up'));
    const above = { ...change, path: 'up/requirements.txt' };
    const refused = await writeFiles(project, [above, { ...change, path: '../requirements.txt' }]);
    assert.equal(refused.size, 2);
    const { result } = await fix(project, { conditions, write: true }, settings);
    assert.equal(result.files.filter(({ state }) => state === 'written').length, 0);
    assert.equal(readFileSync(join(work, 'requirements.txt'), 'utf8'), 'harbour==1.0\n');
  }));

test('who else in a lock file needs what is raised is told, since it may keep the old version', () =>
  inTemporaryDirectory(async (work) => {
    const manifest = JSON.stringify({ dependencies: { rope: '^1.0.0', sail: '^1.0.0' } });
    const lock = JSON.parse(npmLock);
    lock.packages[''].dependencies = { rope: '^1.0.0', sail: '^1.0.0' };
    const files = { 'package.json': manifest, 'package-lock.json': JSON.stringify(lock) };
    const [project, settings] = world(work, files);
    const { result } = await fix(project, { conditions, write: false }, settings);
    const told = Object.fromEntries(result.packages.map(({ name, alsoNeededBy }) => [name, alsoNeededBy]));
    assert.deepEqual(told, { rope: ['sail 1.0.0'], sail: undefined });
  }));

test('what was not judged is told, and a tree without packages as one', () =>
  inTemporaryDirectory(async (work) => {
    const missedOf = async (files: Readonly<Record<string, string>>, name: string): Promise<readonly string[]> => {
      const [project, settings] = world(join(work, name), files);
      return (await fix(project, { conditions, write: false }, settings)).result.missed;
    };
    assert.match((await missedOf({ notes: 'x' }, 'a')).join(), /no packages were found/);
    assert.match((await missedOf({ 'requirements.txt': 'harbour==1.3\n-r gone.txt\n' }, 'b')).join(), /gone\.txt/);
    assert.deepEqual(await missedOf({ 'requirements.txt': 'harbour==1.3\n' }, 'c'), []);
  }));
