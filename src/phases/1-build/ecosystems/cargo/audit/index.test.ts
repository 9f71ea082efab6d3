import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { makeElf, makeFatMachO, makeMachO, makePe } from '../../../../../../lab/fixtures/index.ts';
import { rustAudit } from './index.ts';

const audit = {
  packages: [
    { name: 'itoa', version: '1.0.14', source: 'crates.io' },
    { name: 'cc', version: '1.2.0', source: 'crates.io', kind: 'build' },
    { name: 'tool', version: '0.1.0', source: 'local', dependencies: [0, 1, 99], root: true },
  ],
};
const packed = (value: unknown): Uint8Array => deflateSync(JSON.stringify(value));
const sections = (bytes: Uint8Array) => [{ name: '.dep-v0', bytes }];
const elf = (bytes: Uint8Array): Uint8Array => makeElf({ wordSize: 8, littleEndian: true, sections: sections(bytes) });
const mach = makeMachO({ wordSize: 8, littleEndian: true, sections: sections(packed(audit)) });

const programs: [title: string, bytes: Uint8Array, os: string][] = [
  ['ELF', elf(packed(audit)), 'linux'],
  ['PE', makePe({ wordSize: 8, sections: sections(packed(audit)) }), 'windows'],
  ['Mach-O', mach, 'darwin'],
  ['fat Mach-O', makeFatMachO([mach, mach]), 'darwin'],
];
for (const [title, bytes, os] of programs) {
  test(`rust: ${title}, without what only helped to build`, () => {
    assert.deepEqual(rustAudit.extract('bin/x', bytes).packages, [
      {
        name: 'itoa',
        version: '1.0.14',
        type: 'cargo',
        versionOrder: 'semver',
        purl: { name: 'itoa' },
        os,
        form: 'part',
        requires: [],
      },
      {
        name: 'tool',
        version: '0.1.0',
        type: 'cargo',
        versionOrder: 'semver',
        purl: { name: 'tool' },
        origin: { takenFrom: 'local' },
        os,
        form: 'file',
        requires: [['itoa@1.0.14']],
      },
    ]);
  });
}

test('rust: a program without the list has nothing', () => {
  const bytes = makeElf({ wordSize: 8, littleEndian: true, sections: [{ name: '.text', bytes: new Uint8Array(64) }] });
  assert.deepEqual(rustAudit.extract('bin/x', bytes).packages, []);
});

const bad: [title: string, section: Uint8Array][] = [
  ['no zlib', new Uint8Array(64).fill(1)],
  ['a bomb', deflateSync(new Uint8Array(9 * 1024 * 1024))],
  ['no JSON', deflateSync('nothing')],
  ['no packages', packed({})],
  ['a package without a version', packed({ packages: [{ name: 'a' }] })],
];
for (const [title, section] of bad) {
  test(`rust: refuses ${title}`, () =>
    assert.throws(() => rustAudit.extract('bin/x', elf(section)), { code: 'E_FORMAT' }));
}

const sources: [source: unknown, takenFrom: string | undefined][] = [
  ['crates.io', undefined],
  ['CratesIo', undefined],
  [undefined, undefined],
  ['local', 'local'],
  ['git', 'git'],
  ['registry', 'registry'],
];
for (const [source, takenFrom] of sources) {
  test(`rust: a crate of the source ${source}`, () => {
    const [found] = rustAudit.extract(
      'bin/x',
      elf(packed({ packages: [{ name: 'a', version: '1.0.0', source }] })),
    ).packages;
    assert.equal(found?.origin?.takenFrom, takenFrom);
  });
}

test('rust: of an ELF program of FreeBSD no system is told that we do not know', () => {
  const bytes = elf(packed(audit));
  bytes[7] = 9;
  assert.equal(rustAudit.extract('bin/x', bytes).packages[0]?.os, undefined);
});
