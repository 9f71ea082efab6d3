import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeclared } from '../testing/read-declared.ts';
import { nugetAssets } from './assets/index.ts';
import { nugetLock } from './lock/index.ts';
import { packagesConfig } from './packages-config/index.ts';
import { nugetProject } from './project/index.ts';

const entry = (type: string, resolved?: string, ...needs: string[]) => ({
  type,
  resolved,
  dependencies: Object.fromEntries(needs.map((need) => [need, '1'])),
});

test('a lock file for two frameworks, with a project of the tree', async () => {
  const lock = {
    dependencies: {
      'net8.0': {
        A: entry('Direct', '1.0.0', 'b'),
        B: entry('Transitive', '2.0.0'),
        core: entry('Project', undefined, 'C'),
        C: entry('CentralTransitive', '3.0.0'),
      },
      net48: { A: entry('Direct', '1.0.0'), B: entry('Direct', '2.1.0') },
    },
  };
  const told = await readDeclared(nugetLock, { 'packages.lock.json': JSON.stringify(lock) });
  assert.deepEqual(told.packages, [
    'A@1.0.0 direct needs B@2.0.0',
    'B@2.0.0 transitive',
    'B@2.1.0 direct',
    'C@3.0.0 direct',
  ]);
});

test('what was resolved', async () => {
  const assets = {
    targets: {
      n: {
        'A/1.0.0': entry('package', undefined, 'B'),
        'B/2.0.0': entry('package'),
        'core/1.0.0': entry('project', undefined, 'C'),
        'C/3.0.0': entry('package'),
      },
    },
    project: { frameworks: { n: { dependencies: { a: {} } } } },
  };
  const told = await readDeclared(nugetAssets, { 'obj/project.assets.json': JSON.stringify(assets) });
  assert.deepEqual(told.packages, ['A@1.0.0 direct needs B@2.0.0', 'B@2.0.0 transitive', 'C@3.0.0 direct']);
});

test('projects take their versions from the central file above them, and ranges are no versions', async () => {
  const told = await readDeclared(nugetProject, {
    'a/a.csproj':
      '<Project><ItemGroup><PackageReference Include="a" /><PackageReference Include="B"><Version>[2.0]</Version></PackageReference><PackageReference Include="C" Version="1.*" /><PackageReference Include="D" VersionOverride="$(d)" /></ItemGroup></Project>',
    'Directory.Packages.props':
      '<Project><PropertyGroup><D>4.0.0</D></PropertyGroup><ItemGroup><PackageVersion Include="A" Version="1.0.0" /><PackageVersion Include="Unused" Version="9.0.0" /></ItemGroup></Project>',
    'b/b.csproj': '<Project><ItemGroup><PackageReference Include="X" Version="1.0.0" /></ItemGroup></Project>',
    'b/obj/project.assets.json': '{}',
  });
  assert.deepEqual(told.packages, ['B@2.0 direct', 'C@ direct', 'D@4.0.0 direct', 'a@1.0.0 direct']);
  assert.match(told.problems.join('\n'), /no version is known of C\nnames 4 packages/);
});

test('a central file without a project below it tells its packages itself', async () => {
  const props = '<Project><ItemGroup><PackageVersion Include="A" Version="1.0.0" /></ItemGroup></Project>';
  assert.deepEqual((await readDeclared(nugetProject, { 'Directory.Packages.props': props })).packages, [
    'A@1.0.0 direct',
  ]);
  const beside = await readDeclared(nugetProject, { 'a/Directory.Packages.props': props, 'b/b.csproj': '<Project />' });
  assert.deepEqual(beside.packages, ['A@1.0.0 direct']);
});

test('gaps are told', async () => {
  assert.match(
    (
      await readDeclared(packagesConfig, { 'packages.config': '<packages><package id="A" /></packages>' })
    ).problems.join(),
    /A has no name and version/,
  );
  assert.match(
    (
      await readDeclared(nugetLock, { 'packages.lock.json': '{"dependencies": {"n": {"A": {"type": "Direct"}}}}' })
    ).problems.join(),
    /A has no name and version/,
  );
  await assert.rejects(readDeclared(packagesConfig, { 'packages.config': '<x/>' }), { code: 'E_FORMAT' });
  await assert.rejects(readDeclared(nugetLock, { 'packages.lock.json': '{}' }), { code: 'E_FORMAT' });
  await assert.rejects(readDeclared(nugetAssets, { 'project.assets.json': '{}' }), { code: 'E_FORMAT' });
});
