import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  goBuildInfo,
  goBuildInfoWithPointers,
  makeElf,
  makeFatMachO,
  makeMachO,
  makePe,
} from '../../../../../../lab/fixtures/index.ts';
import { formatPurl } from '../../../../../core/index.ts';
import { WantedIndex } from '../../wanted.ts';
import { splitWords, unquote } from './go-text.ts';
import { goBinary } from './index.ts';
import { linkerVersion } from './linker-version.ts';
import { readModules } from './modules.ts';
import { stdlibVersion } from './packages.ts';

/** `name@version` of the packages in a program. */
function packages(bytes: Uint8Array): string[] {
  return goBinary.extract('bin/x', bytes).packages.map(({ name, version }) => `${name}@${version}`);
}

const modules = 'path\ta.org/m\nmod\ta.org/m\tv1.0.0\th1:x=\ndep\tb.org/d\tv0.2.0\th1:y=\n';
const expected = ['a.org/m@v1.0.0', 'b.org/d@v0.2.0', 'stdlib@v1.20.6'];
const inline = goBuildInfo('go1.20.6', modules);
const section = (name: string, bytes: Uint8Array) => [
  { name: '.text', bytes: new Uint8Array(50) },
  { name, bytes },
];
const shapes = [
  { wordSize: 4, littleEndian: true },
  { wordSize: 4, littleEndian: false },
  { wordSize: 8, littleEndian: true },
  { wordSize: 8, littleEndian: false },
] as const;

for (const shape of shapes) {
  const bits = `${shape.wordSize * 8} bits, ${shape.littleEndian ? 'little' : 'big'}-endian`;
  test(`go: ELF, ${bits}`, () => {
    assert.deepEqual(packages(makeElf({ ...shape, sections: section('.go.buildinfo', inline) })), expected);
  });
  test(`go: Mach-O, ${bits}`, () => {
    assert.deepEqual(packages(makeMachO({ ...shape, sections: section('__go_buildinfo', inline) })), expected);
  });
  test(`go: pointers to the texts, as before Go 1.18, ${bits}`, () => {
    const at = (address: number) =>
      makeElf({
        ...shape,
        sections: [{ name: '.go.buildinfo', bytes: goBuildInfoWithPointers('go1.20.6', modules, address, shape) }],
      });
    // The address of the section is known once the program is made; its length does not depend on it.
    const offset = Buffer.from(at(0)).indexOf(' Go buildinf:') - 1;
    assert.deepEqual(packages(at(0x400000 + offset)), expected);
  });
}

test('go: Windows programs have no section of that name, the data is searched', () => {
  for (const wordSize of [4, 8] as const) {
    assert.deepEqual(packages(makePe({ wordSize, sections: section('.data', inline) })), expected);
  }
});

test('go: without a table of sections the writable segment is searched', () => {
  const bytes = makeElf({ wordSize: 8, littleEndian: true, sections: section('x', inline), withoutSections: true });
  assert.deepEqual(packages(bytes), expected);
});

test('go: a fat program tells each package once', () => {
  const thin = shapes.slice(2).map((shape) => makeMachO({ ...shape, sections: section('__go_buildinfo', inline) }));
  assert.deepEqual(packages(makeFatMachO(thin)), expected);
});

test('go: a program of another language has nothing, one without build information says so', () => {
  const of = (name: string) =>
    goBinary.extract('x', makeElf({ wordSize: 8, littleEndian: true, sections: section(name, new Uint8Array(64)) }));
  assert.deepEqual(of('.rodata'), { packages: [], files: [], problems: [], notes: [] });
  assert.deepEqual(of('.gopclntab').notes, ['a Go program without build information: its modules cannot be told']);
});

test('go: the mark in other places is not believed', () => {
  const bytes = new Uint8Array(64);
  bytes.set(Buffer.from('\xff Go buildinf:', 'latin1'), 3);
  assert.deepEqual(packages(makeElf({ wordSize: 8, littleEndian: true, sections: [{ name: 'x', bytes }] })), []);
});

test('go: built outside a module, only the toolchain is known', () => {
  const bytes = makeElf({
    wordSize: 8,
    littleEndian: true,
    sections: section('.go.buildinfo', goBuildInfo('go1.17', '')),
  });
  assert.deepEqual(packages(bytes), ['stdlib@v1.17']);
});

const outside: [built: string, packages: string[], notes: number][] = [
  ['github.com/caddyserver/caddy/cmd/caddy', ['github.com/caddyserver/caddy/cmd/caddy@', 'stdlib@v1.19.8'], 1],
  ['command-line-arguments', ['stdlib@v1.19.8'], 1],
  ['cmd/go', ['stdlib@v1.19.8'], 0],
  ['no name', ['stdlib@v1.19.8'], 0],
];
for (const [built, expectedPackages, notes] of outside) {
  test(`go: built from ${built} without modules`, () => {
    const blob = goBuildInfo('go1.19.8', `path\t${built}\nbuild\tGOOS=linux\n`);
    const bytes = makeElf({ wordSize: 8, littleEndian: true, sections: section('.go.buildinfo', blob) });
    assert.deepEqual(packages(bytes), expectedPackages);
    const told = goBinary.extract('bin/x', bytes).notes ?? [];
    assert.equal(told.length, notes);
    for (const note of told)
      assert.match(note, new RegExp(`without modules, from ${built}: its modules cannot be told`));
  });
}

test('go: lengths that lie are refused without harm', () => {
  const random = fc.tuple(fc.nat(31), fc.nat(255), fc.nat(inline.length));
  fc.assert(
    fc.property(random, fc.uint8Array({ maxLength: 8 }), ([at, value, cut], length) => {
      const changed = inline.slice(0, Math.max(32, cut));
      changed[at] = value;
      changed.set(length.subarray(0, changed.length - 32), 32);
      for (const name of ['.go.buildinfo', 'x'])
        packages(makeElf({ wordSize: 8, littleEndian: true, sections: section(name, changed) }));
    }),
    { numRuns: 100 },
  );
});

test('go: purls are in lower case, major versions stay part of the name', () => {
  const text = 'mod\tgithub.com/BurntSushi/Toml/v2\tv2.1.0+incompatible\n';
  const bytes = makeElf({
    wordSize: 8,
    littleEndian: true,
    sections: section('.go.buildinfo', goBuildInfo('go1.22.1', text)),
  });
  const purls = goBinary
    .extract('x', bytes)
    .packages.map(({ type, version, purl }) => formatPurl({ type, version, ...purl }));
  assert.deepEqual(purls, [
    'pkg:golang/github.com/burntsushi/toml/v2@v2.1.0%2Bincompatible',
    'pkg:golang/stdlib@v1.22.1',
  ]);
});

const lines: [title: string, text: string, main: string | undefined, dependencies: string[]][] = [
  ['nothing', '', undefined, []],
  ['devel is no version', 'mod\ta\t(devel)\t\n', 'a@', []],
  ['replaced by another module', 'mod\ta\tv1\ndep\tb\tv1.0.0\n=>\tc/b\tv1.0.1\th1:x=\n', 'a@v1', ['c/b@v1.0.1']],
  ['replaced by a folder', 'dep\tb\tv1.0.0\n=>\t./b\t(devel)\t\n\ndep\td\tv2\n=>\t../d\t\t\n', undefined, ['b@', 'd@']],
  ['the main module replaced', 'mod\ta\tv1.0.0\n=>\tb\tv1.0.1\t\n', 'b@v1.0.1', []],
  ['a replacement of nothing', '=>\tb\tv1.0.1\n', undefined, []],
  ['no path', 'mod\t\tv1\ndep\n', undefined, []],
  ['carriage returns', 'mod\ta\tv1\t\r\ndep\tb\tv2\r\n', 'a@v1', ['b@v2']],
];
for (const [title, text, main, dependencies] of lines) {
  test(`go modules: ${title}`, () => {
    const read = readModules(text);
    assert.equal(read.main && `${read.main.path}@${read.main.version}`, main);
    assert.deepEqual(
      read.dependencies.map(({ path, version }) => `${path}@${version}`),
      dependencies,
    );
  });
}

test('go settings: quoted keys and values', () => {
  const { settings } = readModules(
    'build\t-ldflags="-X \\"main.version=1\\""\nbuild\tvcs=git\nbuild\t"a=b"=c\nbuild\t`x`=`y z`\nbuild\tnothing\n',
  );
  assert.deepEqual(Object.fromEntries(settings), {
    '-ldflags': '-X "main.version=1"',
    vcs: 'git',
    'a=b': 'c',
    x: 'y z',
  });
});

const quoted: [text: string, plain: string][] = [
  ['plain', 'plain'],
  ['"a\\tb\\n\\"c\\" \\\\"', 'a\tb\n"c" \\'],
  ['"\\x41\\u00e9\\U0001F600"', 'Aé😀'],
  ['`raw \\n`', 'raw \\n'],
  ['"', '"'],
  ['"\\Uffffffff"', 'Uffffffff'],
];
for (const [text, plain] of quoted) {
  test(`Go text ${text}`, () => assert.equal(unquote(text), plain));
}

test('words of flags', () => {
  assert.deepEqual(splitWords(`-s  -X 'a=1 2' "b c" d`), ['-s', '-X', 'a=1 2', 'b c', 'd']);
});

const flags: [flags: string | undefined, version: string | undefined][] = [
  [undefined, undefined],
  ['-s -w', undefined],
  ['-s -X main.version=v1.2.3', 'v1.2.3'],
  ['-X=main.Version=1.2.3', '1.2.3'],
  [`-X 'main.version=1.2.3-rc.1+build'`, '1.2.3-rc.1+build'],
  ['-X a.org/m/internal/build.GitVersion=v1.2.3', 'v1.2.3'],
  ['-X a.org/m/x.version=v1.0.0 -X main.version=v2.0.0', 'v2.0.0'],
  ['-X a.org/m/x.version=v1.0.0 -X a.org/m/y.version=v2.0.0', undefined],
  ['-X b.org/d.version=v1.2.3', undefined],
  ['-X a.org/mine.version=v1.2.3', undefined],
  ['-X main.version=dev', undefined],
  ['-X main.commit=1.2.3', undefined],
  ['-X main.goversion=1.2.3', undefined],
  ['-X', undefined],
];
for (const [text, version] of flags) {
  test(`version by the linker: ${text}`, () => assert.equal(linkerVersion(text, 'a.org/m'), version));
}

test('the linker speaks only for a main module without a version of its own', () => {
  const of = (version: string) => {
    const text = `mod\ta.org/m\t${version}\t\nbuild\t-ldflags="-X main.version=v9.0.0"\n`;
    return packages(
      makeElf({ wordSize: 8, littleEndian: true, sections: section('.go.buildinfo', goBuildInfo('go1.22.1', text)) }),
    )[0];
  };
  assert.equal(of('(devel)'), 'a.org/m@v9.0.0');
  assert.equal(of('v1.0.0+dirty'), 'a.org/m@v1.0.0+dirty');
  assert.equal(of('v1.0.0-rc.1'), 'a.org/m@v1.0.0-rc.1');
  assert.equal(of('v1.0.0-20240601'), 'a.org/m@v1.0.0-20240601');
  for (const pseudo of [
    'v0.0.0-20240601000000-abcdefabcdef',
    'v1.2.4-0.20240601000000-abcdefabcdef+dirty',
    'v1.2.4-rc.1.0.20240601000000-abcdefabcdef',
  ])
    assert.equal(of(pseudo), 'a.org/m@v9.0.0');
});

const programOf = (text: string): Uint8Array =>
  makeElf({ wordSize: 8, littleEndian: true, sections: section('.go.buildinfo', goBuildInfo('go1.22.1', text)) });

test('a pseudo-version stays where the linker says nothing', () => {
  const text = 'mod\ta.org/m\tv0.0.0-20240601000000-abcdefabcdef\t\nbuild\t-ldflags="-s -w"\n';
  assert.equal(packages(programOf(text))[0], 'a.org/m@v0.0.0-20240601000000-abcdefabcdef');
});

test('a program says what it was built for, where it says so', () => {
  const systems = (settings: string) =>
    goBinary
      .extract('bin/x', programOf(`mod\ta.org/m\tv1.0.0\t\n${settings}`))
      .packages.map(({ os, architecture }) => `${os} ${architecture}`);
  assert.deepEqual(systems('build\tGOOS=linux\nbuild\tGOARCH=arm64\n'), ['linux arm64', 'linux arm64']);
  assert.deepEqual(systems('build\tGOOS=\n'), ['undefined undefined', 'undefined undefined']);
});

const toolchains: [goVersion: string, version: string][] = [
  ['go1.22.1', 'v1.22.1'],
  ['go1.20', 'v1.20'],
  ['go1.23rc1', 'v1.23.0-rc.1'],
  ['go1.9.2rc2', 'v1.9.2-rc.2'],
  ['go1.21.3 X:boringcrypto', 'v1.21.3'],
  ['go1.20.6 (Red Hat 1.20.6-1.el9)', 'v1.20.6'],
  ['go1.21.3-fips', 'v1.21.3'],
  ['go1.22.4b7', 'v1.22.4'],
  ['go1.22.4b7 X:boringcrypto', 'v1.22.4'],
  ['go1.22.4_custom', 'v1.22.4'],
  ['go1.22.4+abc', 'v1.22.4'],
  ['go1.23rc1b2', 'v1.23.0-rc.1'],
  // No release, or nothing that could be one.
  ['go1.26-devel_0123456789', 'go1.26-devel_0123456789'],
  ['go1.26-devel_0123456789 Mon Jan 2 2024', 'go1.26-devel_0123456789-Mon-Jan-2-2024'],
  ['go1.22.4.5', 'go1.22.4.5'],
  ['go1.22rc', 'go1.22rc'],
  ['devel go1.23-a1b2c3d Tue Jan 2 2024', 'devel-go1.23-a1b2c3d-Tue-Jan-2-2024'],
];
for (const [goVersion, version] of toolchains) {
  test(`toolchain ${goVersion}`, () => assert.equal(stdlibVersion(goVersion), version));
}

const file = { mode: 0o755, size: 1_000 };
const wanted: [path: string, stat: { mode: number; size: number }, wanted: boolean][] = [
  ['usr/bin/x', file, true],
  ['usr/lib/x.so', { ...file, mode: 0o644 }, true],
  ['usr/lib/x.so.1', { ...file, mode: 0o644 }, true],
  ['usr/lib/x.so.1.2.3', { ...file, mode: 0o644 }, true],
  ['usr/lib/x.so.conf', { ...file, mode: 0o644 }, false],
  ['usr/lib/x.so.1/y', { ...file, mode: 0o644 }, false],
  ['app/x.exe', { ...file, mode: 0o644 }, true],
  ['usr/bin/x', { ...file, mode: 0o644 }, false],
  ['usr/bin/x', { ...file, size: 20 }, false],
];
for (const [path, stat, expectation] of wanted) {
  test(`${expectation ? 'wants' : 'leaves'} ${path} of mode ${stat.mode.toString(8)} and ${stat.size} bytes`, () => {
    assert.deepEqual(new WantedIndex([goBinary]).at(path, stat), expectation ? [goBinary] : []);
  });
}

const toolchain = '/usr/local/go';
test('the real go program names its own version', {
  skip: !existsSync(`${toolchain}/bin/go`) && 'no Go toolchain here',
}, () => {
  const told = readFileSync(`${toolchain}/VERSION`, 'utf8').split('\n', 1)[0] ?? '';
  const { packages: found, problems, notes } = goBinary.extract('bin/go', readFileSync(`${toolchain}/bin/go`));
  assert.deepEqual(
    found.map(({ name, version }) => `${name}@${version}`),
    [`stdlib@${stdlibVersion(told)}`],
  );
  assert.deepEqual([problems, notes], [[], []]);
});
