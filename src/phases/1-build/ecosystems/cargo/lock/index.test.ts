import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeclared } from '../../testing/read-declared.ts';
import { cargoManifest } from '../manifest/index.ts';
import { cargoLock } from './index.ts';

const registry = 'source = "registry+https://github.com/rust-lang/crates.io-index"';
const entry = (name: string, version: string, ...more: string[]): string =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\n${more.join('\n')}\n`;
const lock = [
  entry('own', '0.1.0', 'dependencies = ["a 2.0.0", "t", "g"]'),
  entry('member', '0.1.0', 'dependencies = ["b"]'),
  entry('a', '1.0.0', registry),
  entry('a', '2.0.0', registry, 'dependencies = ["a 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)"]'),
  entry('b', '1.0.0', 'source = "sparse+https://index.crates.io/"'),
  entry('g', '1.0.0', 'source = "git+https://h.example/g#0"'),
  entry('t', '1.0.0', registry, 'dependencies = ["u"]'),
  entry('u', '1.0.0', 'source = "registry+https://h.example/index"'),
].join('');

test('the project’s own crates begin it, and their manifests say what tests need', async () => {
  const told = await readDeclared(cargoLock, {
    'Cargo.lock': lock,
    'Cargo.toml':
      '[package]\nname = "own"\n[dependencies]\na = "2"\ng = { git = "x" }\n[dev-dependencies]\nrenamed = { package = "t", version = "1" }\n',
    'member/Cargo.toml': '[package]\nname = "member"\n[target."cfg(unix)".dependencies]\nb = "1"\n',
  });
  assert.deepEqual(told.packages, [
    'a@1.0.0 transitive',
    'a@2.0.0 direct needs a@1.0.0',
    'b@1.0.0 direct',
    'g@1.0.0 direct from git',
    'member@0.1.0 transitive from local',
    'own@0.1.0 transitive from local',
    't@1.0.0 direct development needs u@1.0.0',
    'u@1.0.0 transitive development from registry',
  ]);
  assert.deepEqual(told.problems, []);
});

test('a lock file without a crate of its own says not who asks', async () => {
  assert.deepEqual((await readDeclared(cargoLock, { 'Cargo.lock': entry('a', '1.0.0', registry) })).packages, [
    'a@1.0.0',
  ]);
});

test('a gap is told: an entry without a version, a crate without a lock file', async () => {
  assert.match(
    (await readDeclared(cargoLock, { 'Cargo.lock': '[[package]]\nname = "a"' })).problems.join(),
    /without name and version/,
  );
  const told = await readDeclared(cargoManifest, { 'Cargo.toml': '[dependencies]\na = "1"' });
  assert.match(told.problems.join(), /asks for 1 package, and no lock file/);
  await assert.rejects(readDeclared(cargoLock, { 'Cargo.lock': 'package = 1' }), { code: 'E_FORMAT' });
});
