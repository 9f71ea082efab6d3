import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planDockerfile } from '../index.ts';

interface Case {
  readonly what: string;
  readonly text: string;
  /** The text afterwards, or why it stays. */
  readonly becomes?: string;
  readonly why?: RegExp;
  readonly type?: 'apk' | 'deb' | 'rpm';
}

const variable = (name: string): string => `\${${name}}`;

const apk = {
  type: 'apk',
  name: 'openssl',
  version: '3.1.4-r0',
  versionOrder: 'apk',
  paths: [],
  source: { name: 'openssl', version: '3.1.4-r0' },
};
const deb = {
  type: 'deb',
  name: 'login',
  version: '1:4.13+dfsg1-1',
  versionOrder: 'dpkg',
  paths: [],
  source: { name: 'shadow', version: '1:4.13+dfsg1-1' },
};
const rpm = {
  ...apk,
  type: 'rpm',
  version: '3.1.4-1.fc41',
  versionOrder: 'rpm',
  source: { name: 'openssl', version: '3.1.4-1.fc41' },
};
const wanted = {
  rpm: { found: rpm, to: '3.1.8-1.fc41' },
  apk: { found: apk, to: '3.1.8-r1' },
  deb: { found: deb, to: '1:4.13+dfsg1-1+deb12u1' },
} as const;
/** All that the image has. */
const packages = [
  apk,
  { ...apk, name: 'openssl-dev' },
  deb,
  { ...deb, name: 'passwd' },
  { ...apk, name: 'curl', source: { name: 'curl', version: '1' } },
];

const cases: readonly Case[] = [
  {
    what: 'one among others; comments, layout and line ends stay',
    text: '\ufeffFROM alpine:3.19\r\n# openssl=3.1.4-r0\r\nRUN apk add --no-cache \\\r\n    # openssl=3.1.4-r0\r\n    "openssl=3.1.4-r0" \\\r\n    openssl-dev=3.1.4-r0  curl\r\n',
    becomes:
      '\ufeffFROM alpine:3.19\r\n# openssl=3.1.4-r0\r\nRUN apk add --no-cache \\\r\n    # openssl=3.1.4-r0\r\n    "openssl=3.1.8-r1" \\\r\n    openssl-dev=3.1.4-r0  curl\r\n',
  },
  {
    what: 'behind other commands',
    text: 'FROM alpine:3.19\nRUN apk update && apk add -t deps openssl=3.1.4-r0; echo openssl=3.1.4-r0x',
    becomes: 'FROM alpine:3.19\nRUN apk update && apk add -t deps openssl=3.1.8-r1; echo openssl=3.1.4-r0x',
  },
  {
    what: 'in a document',
    text: 'FROM alpine:3.19\nRUN <<E\nset -e\napk add openssl=3.1.4-r0\nE\n',
    becomes: 'FROM alpine:3.19\nRUN <<E\nset -e\napk add openssl=3.1.8-r1\nE\n',
  },
  {
    what: 'in a stage that the last one builds on, and in no other',
    text: 'FROM alpine:3.19 AS base\nRUN apk add openssl=3.1.4-r0\nFROM alpine:3.19 AS other\nRUN apk add openssl=3.1.4-r0\nFROM base\n',
    becomes:
      'FROM alpine:3.19 AS base\nRUN apk add openssl=3.1.8-r1\nFROM alpine:3.19 AS other\nRUN apk add openssl=3.1.4-r0\nFROM base\n',
  },
  {
    what: 'a variable that says it of all of one source',
    text: `FROM alpine:3.19\nARG V="3.1.4-r0"\nRUN apk add openssl=${variable('V')} openssl-dev=$V\n`,
    becomes: `FROM alpine:3.19\nARG V="3.1.8-r1"\nRUN apk add openssl=${variable('V')} openssl-dev=$V\n`,
  },
  {
    what: 'a variable of before the first FROM',
    text: 'ARG V=3.1.4-r0\nFROM alpine:3.19\nARG V\nRUN apk add openssl=$V\n',
    becomes: 'ARG V=3.1.8-r1\nFROM alpine:3.19\nARG V\nRUN apk add openssl=$V\n',
  },
  {
    what: 'a variable that says it of another package',
    text: 'FROM alpine:3.19\nARG V=3.1.4-r0\nRUN apk add openssl=$V curl=$V\n',
    why: /version of curl, which is not of the same source/,
  },
  {
    what: 'a variable that is used for more',
    text: 'FROM alpine:3.19\nARG V=3.1.4-r0\nLABEL v=$V\nRUN apk add openssl=$V\n',
    why: /the variable V says more/,
  },
  {
    what: 'a variable without a value',
    text: 'FROM alpine:3.19\nARG V\nRUN apk add openssl=$V\n',
    why: /pins another version than the image has/,
  },
  {
    what: 'no version',
    text: 'FROM alpine:3.19\nRUN apk add openssl\n',
    why: /without a version: a build without a cache/,
  },
  ...['~=3.1', '~3.1', '>=3.1', '<4'].map((limit) => ({
    what: `no version but a limit: ${limit}`,
    text: `FROM alpine:3.19\nRUN apk add "openssl${limit}"\n`,
    why: new RegExp(`within a limit \\(openssl${limit}\\), which is not rewritten`),
  })),
  {
    what: 'what dnf installs',
    type: 'rpm',
    text: 'FROM fedora:41\nRUN dnf install -y openssl-3.1.4-1.fc41\n',
    why: /by dnf, yum, tdnf or zypper is not looked at/,
  },
  { what: 'another version', text: 'FROM alpine:3.19\nRUN apk add openssl=3.1.3-r0\n', why: /pins another version/ },
  {
    what: 'another package',
    text: 'FROM alpine:3.19\nRUN apk add libssl3=3.1.4-r0\n',
    why: /does not ask for it by name/,
  },
  {
    what: 'what is removed',
    text: 'FROM alpine:3.19\nRUN apk del openssl=3.1.4-r0\n',
    why: /does not ask for it by name/,
  },
  {
    what: 'only in a stage that is not built on',
    text: 'FROM alpine:3.19 AS other\nRUN apk add openssl=3.1.4-r0\nFROM alpine:3.19\nCOPY --from=other /a /a\n',
    why: /does not ask for it by name/,
  },
  {
    what: 'with epochs and architectures',
    type: 'deb',
    text: 'FROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends login:amd64=1:4.13+dfsg1-1 passwd=1:4.13+dfsg1-1 && rm -rf /var/lib/apt/lists/*\n',
    becomes:
      'FROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends login:amd64=1:4.13+dfsg1-1+deb12u1 passwd=1:4.13+dfsg1-1 && rm -rf /var/lib/apt/lists/*\n',
  },
  {
    what: 'of a shell that is run',
    type: 'deb',
    text: 'FROM debian:12\nRUN ["bash", "-c", "apt-get install -y login=1:4.13+dfsg1-1"]\n',
    becomes: 'FROM debian:12\nRUN ["bash", "-c", "apt-get install -y login=1:4.13+dfsg1-1+deb12u1"]\n',
  },
];

for (const { what, text, becomes, why, type = 'apk' } of cases)
  test(`${type} in a Dockerfile: ${what}`, () => {
    const plan = planDockerfile({ path: 'Dockerfile', text }, [wanted[type]], packages);
    const [outcome] = plan.outcomes;
    assert.equal(plan.files[0]?.text, becomes, outcome?.why);
    assert.equal(outcome?.state, becomes === undefined ? 'kept' : 'edited');
    if (why !== undefined) assert.match(outcome.why ?? '', why);
    if (becomes === undefined) return;
    const again = planDockerfile({ path: 'Dockerfile', text: becomes }, [wanted[type]], packages);
    assert.deepEqual(again.files, []);
    assert.equal(again.outcomes[0]?.state, 'asked');
  });

test('a version of a binary package that is not that of its source is not guessed', () => {
  const found = { ...deb, source: { name: 'shadow', version: '4.13' } };
  const text = `FROM debian:12\nRUN apt-get install login=${deb.version}\n`;
  const plan = planDockerfile({ path: 'Dockerfile', text }, [{ found, to: wanted.deb.to }], packages);
  assert.match(plan.outcomes[0]?.why ?? '', /not that of its source/);
});

const to = 'alpine:3.20@sha256:00';
for (const { what, text, becomes, why } of [
  { what: 'a tag', text: 'FROM alpine:3.19\n', becomes: `FROM ${to}\n` },
  {
    what: 'platform, name and other stages stay',
    text: 'FROM alpine:3.19 AS build\nRUN x\nfrom --platform=linux/arm64   alpine:3.19  as last\nRUN y\n',
    becomes: `FROM alpine:3.19 AS build\nRUN x\nfrom --platform=linux/arm64   ${to}  as last\nRUN y\n`,
  },
  {
    what: 'of the first of a chain',
    text: 'FROM --platform=$TARGETPLATFORM alpine:3.19 AS base\nFROM alpine:3.19 AS build\nFROM base\n',
    becomes: `FROM --platform=$TARGETPLATFORM ${to} AS base\nFROM alpine:3.19 AS build\nFROM base\n`,
  },
  { what: 'a variable', text: 'ARG BASE=alpine:3.19\nFROM $BASE\n', becomes: `ARG BASE=${to}\nFROM $BASE\n` },
  {
    what: 'a tag in a variable',
    text: `ARG V=3.19\nFROM alpine:${variable('V')}\nRUN x\n`,
    becomes: `ARG V=3.20@sha256:00\nFROM alpine:${variable('V')}\nRUN x\n`,
  },
  { what: 'another image by a tag in a variable', text: 'ARG V=3.19\nFROM busybox:$V\n', why: /how its FROM says/ },
  { what: 'a variable of two stages', text: 'ARG V=alpine:3.19\nFROM $V AS a\nFROM $V\n', why: /how its FROM says/ },
  { what: 'a variable without a value', text: 'ARG V\nFROM $V\n', why: /how its FROM says/ },
  { what: 'nothing', text: 'FROM scratch\n', why: /built from nothing/ },
])
  test(`FROM: ${what}`, () => {
    const plan = planDockerfile({ path: 'Dockerfile', text }, [], packages, { name: to });
    assert.equal(plan.files[0]?.text, becomes, plan.base?.why);
    if (why !== undefined) assert.match(plan.base?.why ?? '', why);
    if (becomes !== undefined)
      assert.equal(
        planDockerfile({ path: 'Dockerfile', text: becomes }, [], packages, { name: to }).base?.state,
        'asked',
      );
  });

test('what is pinned is of one release', () => {
  const text = 'FROM alpine:3.19 AS a\nRUN apk add curl=1\nFROM a\n';
  const base = { name: to, isOtherRelease: true };
  assert.match(
    planDockerfile({ path: 'Dockerfile', text }, [], packages, base).base?.why ?? '',
    /does not have|do not have curl=1/,
  );
  const free = { path: 'Dockerfile', text: text.replace('curl=1', 'curl') };
  assert.equal(planDockerfile(free, [], packages, base).base?.state, 'edited');
});

test('no name of a base is written that a builder would read as more than that', () => {
  for (const base of ['a b', 'a\nRUN x', 'a#', '$X', 'a"', '', '-x'])
    assert.equal(
      planDockerfile({ path: 'Dockerfile', text: 'FROM a\n' }, [], [], { name: base }).base?.state,
      'kept',
      base,
    );
});
