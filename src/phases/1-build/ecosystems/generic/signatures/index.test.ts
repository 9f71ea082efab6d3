import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { makeElf, makeMachO, makePe } from '../../../../../../lab/fixtures/index.ts';
import { sourceOf } from '../../../../../foundations/formats/index.ts';
import { versionOrder } from '../../../../../foundations/versions/index.ts';
import { findVersion } from './find-version.ts';
import { products, signatures } from './index.ts';
import { longestMark } from './signature.ts';

const program = (...strings: readonly string[]): Uint8Array =>
  makeElf({
    wordSize: 8,
    littleEndian: true,
    sections: [{ name: '.rodata', bytes: Buffer.from(`\0${strings.join('\0')}\0`, 'latin1') }],
  });

const found = (path: string, ...strings: readonly string[]): readonly string[] =>
  signatures.extract(path, program(...strings)).packages.map(({ name, version }) => `${name} ${version}`);

/** As the programs of Debian 12, of pyenv, of rustup and of nodejs.org have them. */
const told: [path: string, strings: readonly string[], packages: readonly string[]][] = [
  ['usr/sbin/nginx', ['nginx/1.22.1', 'nginx version: nginx/1.22.1'], ['nginx 1.22.1']],
  ['usr/local/apache2/bin/httpd', ['Apache/2.4', 'Apache/2.4.71 (Unix)', 'Apache/2.4.71'], ['httpd 2.4.71']],
  ['usr/sbin/haproxy', ['GLIBC_2.3.4', '2.6.12-1+deb12u4'], ['haproxy 2.6.12']],
  ['usr/local/sbin/haproxy', ['GLIBC_2.3.4', '3.1-dev10'], ['haproxy 3.1-dev10']],
  ['usr/sbin/haproxy', ['Lua 5.3.6', '2.6.12-1+deb12u4'], ['haproxy 2.6.12']],
  ['usr/sbin/haproxy', ['1.2.13', 'Lua 5.3.6', ' version 2.6.12-1+deb12u4, released 2026/10/17'], ['haproxy 2.6.12']],
  ['usr/local/bin/redis-server', ['2.6.0', '7.2.4buildhost-1714000000000000000', '6.0.0'], ['redis 7.2.4']],
  ['usr/bin/redis-server', ['2.6.0', '7.0.151790282056000000000', '6.0.0'], ['redis 7.0.15']],
  ['usr/local/bin/valkey-server', ['8.0.1host-1714000000000000000'], ['valkey 8.0.1']],
  [
    'usr/lib/postgresql/15/bin/postgres',
    ['postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)'],
    ['postgresql 15.20'],
  ],
  ['usr/local/bin/postgres', ['postgres (PostgreSQL) 17rc1\n'], ['postgresql 17rc1']],
  ['usr/sbin/mariadbd', ['mysql-5.6', '10.11.19-MariaDB', '3.23.57'], ['mariadb 10.11.19']],
  ['usr/local/bin/node', ['node.js/v24.21.0', 'OpenSSL 3.5.8 25 Aug 2026'], ['node 24.21.0']],
  ['usr/local/lib/libpython3.12.so.1.0', ['3.2.0', '/opt/versions/3.12.1', '3.9.9.9'], ['python 3.12.1']],
  ['usr/local/bin/python3.13', ['3.13.0rc1'], ['python 3.13.0rc1']],
  ['usr/local/bin/php', ['X-Powered-By: PHP/8.4.0RC2'], ['php 8.4.0RC2']],
  [
    'usr/local/lib/libruby.so.3.4',
    ['ruby 3.4.1 (2024-12-25 revision 48d4efcb85) +PRISM [x86_64-linux]'],
    ['ruby 3.4.1'],
  ],
  ['usr/bin/perl', ['v5.36.0'], ['perl 5.36.0']],
  ['usr/bin/bash', ['@(#)Bash version 5.2.15(1) release GNU'], ['bash 5.2.15']],
  ['bin/busybox', ['BusyBox v1.35.0 (Debian 1:1.35.0-4)'], ['busybox 1.35.0']],
  ['usr/lib/libssl.so.1.1', ['OpenSSL 1.1.1w  11 Sep 2023'], ['openssl 1.1.1w']],
  ['usr/lib/libcrypto.so.3', ['OpenSSL 3.0.22 25 Aug 2026'], ['openssl 3.0.22']],
  ['usr/bin/curl', ['curl/7.88.1'], ['curl 7.88.1']],
  ['usr/lib/libcurl.so.4.8.0', ['CLIENT libcurl 8.9.1'], ['curl 8.9.1']],
  ['usr/bin/git', ['GLIBC_2.3.2', '2.39.5'], ['git 2.39.5']],
  ['usr/local/sbin/sshd', ['OpenSSH_9.2', 'OpenSSH_9.2p1 Debian-2+deb12u10'], ['openssh 9.2p1']],
  ['usr/lib/libsqlite3.so.0.8.6', ['3.40.1'], ['sqlite 3.40.1']],
  ['usr/lib/librustc_driver-4c3b.so', ['1.95.0 (59807616e 2026-04-14)'], ['rust 1.95.0']],
];
for (const [path, strings, packages] of told) {
  test(`/${path} is ${packages.join(', ')}`, () => assert.deepEqual(found(path, ...strings), packages));
}

/** Versions that are somebody else's, and words about the software. */
const silent: [path: string, ...strings: readonly string[]][] = [
  ['usr/bin/server', 'nginx version: nginx/1.22.1'],
  ['usr/sbin/nginx', 'nginx/1.22.1 is what we stand behind'],
  ['usr/bin/redis-server', '7.0.15', '2.6.0'],
  ['usr/sbin/haproxy', 'GLIBC_2.3.4', '127.0.0.1'],
  ['usr/sbin/haproxy', 'Lua 5.3.6', ' version 2.6.12, and no date'],
  ['usr/bin/python3', '3.2.0', 'GLIBC_2.7', '14.0.0', '3.11'],
  ['usr/bin/git', 'GLIBC_2.3.2'],
  ['usr/bin/mysqld', '8.0.36'],
  ['usr/bin/node', 'v24.21.0'],
  ['usr/bin/openssl', 'needs OpenSSL 3.0.0 or later'],
  ['usr/bin/curl', 'curl/7.88.1 (or later)'.replace('curl/', 'libcurl >= ')],
  ['usr/sbin/sshd', 'OpenSSH_7.0*,OpenSSH_7.1*'],
  ['usr/lib/libsqlite3.so.0', '13.40.1'],
];
for (const [path, ...strings] of silent) {
  test(`/${path} is nothing by ${strings.join(', ')}`, () => assert.deepEqual(found(path, ...strings), []));
}

test('a script that is called as a program of theirs is none', () => {
  const text = Buffer.from('#!/bin/sh\necho "nginx version: nginx/1.22.1"\n'.padEnd(600));
  assert.deepEqual(signatures.extract('usr/sbin/nginx', text).packages, []);
});

test('a mark is found wherever windows end', () => {
  const nginx = products.filter(({ name }) => name === 'nginx');
  assert.ok(nginx[0]);
  const mark = Buffer.from('nginx version: nginx/1.22.1');
  for (const at of [0, 1, 1024 * 1024 - mark.length, 1024 * 1024 - 5, 1024 * 1024, 2 * 1024 * 1024 - 20]) {
    const bytes = Buffer.alloc(2 * 1024 * 1024 + 100);
    mark.copy(bytes, at);
    assert.equal(findVersion(nginx[0], sourceOf(bytes)), '1.22.1', `at ${at}`);
  }
});

test('each product says what can be told of it', () => {
  assert.equal(new Set(products.map(({ name }) => name)).size, products.length);
  for (const { name, files, marks, versionOrder: order } of products) {
    assert.match(name, /^[a-z][a-z0-9-]*$/);
    assert.ok(versionOrder(order), `${name}: no order ${order}`);
    assert.ok(marks.length > 0 && files.length > 0);
    for (const file of files)
      assert.ok(file.split('*').length <= 2 && file.replace('*', '').length > 2, `${name}: ${file}`);
    for (const { source, flags } of marks) {
      assert.match(source, /\(\?<version>/);
      assert.equal(flags, '');
      const bare = source.replace(/\[(?:\\.|[^\]\\])*\]/g, 'c').replace(/\\./g, 'e');
      assert.doesNotMatch(bare, /[+*]|\{\d+,\}/, `${name}: without a bound`);
      const bounds = [...source.matchAll(/\{(?:\d+,)?(\d+)\}/g)].reduce((sum, [, most]) => sum + Number(most), 0);
      assert.ok(source.length + bounds < longestMark, `${name} may match more than a window's overlap`);
    }
  }
});

test('a program is for the system that its form is of; what another ELF is for is not known', () => {
  const shape = {
    wordSize: 8,
    littleEndian: true,
    sections: [{ name: '.rodata', bytes: Buffer.from('\0node.js/v24.1.0\0') }],
  } as const;
  const elf = (abi: number): Uint8Array => Buffer.from(makeElf(shape)).fill(abi, 7, 8);
  const systemOf = (bytes: Uint8Array): string => signatures.extract('usr/bin/node', bytes).packages[0]?.os ?? 'none';
  assert.deepEqual([elf(0), elf(3), elf(9), makePe(shape), makeMachO(shape)].map(systemOf), [
    'linux',
    'linux',
    'none',
    'windows',
    'darwin',
  ]);
});

test('the program that runs this test is known', () => {
  const [node] = signatures.extract('usr/local/bin/node', readFileSync(process.execPath)).packages;
  // A build whose Node lies in a library tells nothing of itself.
  if (node) assert.equal(`v${node.version}`, process.version);
});

/** Programs that a Debian machine may have, each with what its own `--version` would say; those that are absent are passed over. */
for (const path of ['/usr/bin/bash', '/usr/bin/perl', '/usr/bin/openssl', '/usr/bin/curl', '/usr/bin/git']) {
  test(`the ${path} of this machine`, { skip: existsSync(path) ? false : `no ${path} here` }, () => {
    const [one] = signatures.extract(path.slice(1), readFileSync(path)).packages;
    assert.match(one?.version ?? 'nothing', /^\d+\.\d+/);
  });
}
