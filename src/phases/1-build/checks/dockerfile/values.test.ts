import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDockerfile } from './lint-dockerfile.ts';

const told = (text: string): readonly string[] =>
  lintDockerfile('Dockerfile', new TextEncoder().encode(text)).findings.map(({ id }) => id.replace('dockerfile/', ''));

/** `$` before a brace, which a linter of templates would take for a slip. */
const v = (text: string): string => text.replaceAll('«', '${').replaceAll('»', '}');
const image = 'FROM alpine:3.20\n';

const found: readonly (readonly [id: string, text: string])[] = [
  ['latest-tag', 'FROM alpine:«TAG:-latest»\n'],
  ['latest-tag', 'FROM «IMAGE:-alpine»\n'],
  ['latest-tag', 'ARG REGISTRY\nFROM «REGISTRY»/ubuntu\n'],
  ['latest-tag', 'ARG REGISTRY\nFROM $REGISTRY/team/ubuntu:latest\n'],
  ['latest-tag', 'ARG BASE=alpine\nFROM «BASE»\n'],
  ['latest-tag', 'ARG BASE=""\nFROM «BASE:-alpine»\n'],
  ['latest-tag', 'ARG BASE=alpine\nARG IMAGE=$BASE:latest\nFROM $IMAGE\n'],
  ['unpinned-base', 'ARG REGISTRY\nFROM «REGISTRY»/ubuntu:24.04\n'],
  ['add-from-web', `${image}ARG U=https://e.example/a\nADD «U» /a\n`],
  ['add-from-web', `${image}ADD «U:-https://e.example/a» /a\n`],
  ['add-from-web', `${image}ENV H=e.example\nADD http://$H/a /a\n`],
  ['add-from-web', `${image}ADD https://e.example/$V.tar.gz /a\n`],
  ['add-from-web', `${image}ARG U=https://e.example/a\nADD ["$U", "/a"]\n`],
  ['add-from-web', `ARG U=https://e.example/a\n${image}ARG U\nADD $U /a\n`],
  ['add-from-web', `FROM alpine:3.20 AS a\nENV U=https://e.example/a\nFROM a\nADD $U /a\n`],
  ['add-from-web', `${image}ENV U=https://e.example/a\nONBUILD ADD $U /a\n`],
  ['add-instead-of-copy', `${image}ARG F=app.js\nADD $F /srv/\n`],
  ['add-instead-of-copy', `${image}ADD app-$V.js /srv/\n`],
  ['ssh-port', `${image}ARG P=22\nEXPOSE «P»/tcp\n`],
  ['ssh-port', `${image}EXPOSE «P:-22»\n`],
  ['ssh-port', `${image}ENV P="80 22"\nEXPOSE $P\n`],
  ['ssh-port', `${image}EXPOSE 20-25\n`],
  ['expose-format', `${image}ARG P=127.0.0.1:80:80\nEXPOSE $P\n`],
  ['expose-protocol-case', `${image}ARG P=53/UDP\nEXPOSE $P\n`],
  ['root-user', `${image}USER «U:-root»\n`],
  ['root-user', `${image}ARG U=0\nARG G=0\nUSER $U:$G\n`],
  ['root-user', `${image}USER ContainerAdministrator\n`],
  ['relative-workdir', `${image}ARG D=app\nWORKDIR $D\n`],
  ['relative-workdir', `${image}WORKDIR «D:-app»\n`],
  ['node-tls-off', `${image}ARG V=0\nENV NODE_TLS_REJECT_UNAUTHORIZED=$V\n`],
  ['undefined-variable', `${image}COPY $app /srv/\n`],
  ['undefined-variable', `${image}ENV PATH=$PAHT:/x\n`],
  ['undefined-variable', `FROM example.com/team/base:1\nCOPY $app /srv/\n`],
  ['undefined-variable', `FROM example.com/team/base:1 AS a\nCOPY $app /srv/\nFROM alpine:3.20\n`],
  ['undefined-variable', `FROM scratch AS a\nARG app=x\nFROM a\nCOPY $app /srv/\n`],
  ['undefined-variable', `FROM debian:12\nWORKDIR $HOME/x\n`],
];

for (const [id, text] of found) {
  test(`values, told: ${id}: ${JSON.stringify(text)}`, () => assert.ok(told(v(text)).includes(id)));
}

const notFound: readonly (readonly [id: string, text: string])[] = [
  ['latest-tag', 'ARG BASE=""\nFROM $BASE\n'],
  ['latest-tag', 'ARG BASE\nFROM $BASE\n'],
  ['latest-tag', 'ARG TAG\nFROM alpine:$TAG\n'],
  ['latest-tag', 'FROM alpine:«TAG:-3.20»\n'],
  ['latest-tag', 'ARG SUFFIX\nFROM alpine«SUFFIX»\n'],
  ['latest-tag', 'ARG REGISTRY\nFROM «REGISTRY»/ubuntu:24.04\n'],
  ['latest-tag', 'ARG A=alpine:3.20\nFROM «A» AS a\nFROM a\n'],
  ['unpinned-base', 'ARG TAG\nFROM alpine:$TAG\n'],
  ['add-from-web', `${image}ARG F=a.tar.gz\nADD $F /a\n`],
  ['add-instead-of-copy', `${image}ARG F=a.tar.gz\nADD $F /a\n`],
  ['add-instead-of-copy', `${image}ARG U=https://e.example/a\nADD $U /a\n`],
  ['add-instead-of-copy', `${image}ARG U\nADD $U /a\n`],
  ['add-instead-of-copy', `${image}ADD app-$V /a\n`],
  ['ssh-port', `${image}ARG P=8022\nEXPOSE $P\n`],
  ['ssh-port', `${image}ARG P\nEXPOSE $P\n`],
  ['ssh-port', `${image}EXPOSE 8000-8022 220-2222 22/udp\n`],
  ['expose-format', `${image}ARG P\nEXPOSE $P/tcp «Q»-90\n`],
  ['root-user', `${image}ARG U=10001\nUSER $U\n`],
  ['root-user', `${image}ARG U=root\nENV U=app\nUSER $U\n`],
  ['relative-workdir', `${image}WORKDIR /srv\nWORKDIR app\nWORKDIR «D:-x»\n`],
  ['relative-workdir', `FROM alpine:3.20 AS a\nWORKDIR /srv\nFROM a\nWORKDIR app\n`],
  ['relative-workdir', `${image}ARG D=/srv\nWORKDIR $D\nWORKDIR app\n`],
  ['relative-workdir', `${image}WORKDIR $D/app\n`],
  ['relative-workdir', `${image}WORKDIR C:\\app\n`],
  ['undefined-variable', `${image}ENV PATH=$PATH:/x\n`],
  ['undefined-variable', `${image}ARG app\nCOPY $app /srv/\n`],
  ['undefined-variable', `${image}COPY «app:-main» /srv/\n`],
  ['undefined-variable', `${image}ENV A=$HTTP_PROXY\n`],
  ['undefined-variable', `${image}ENV A=$A1\n`.replace('$A1', "'$A1'")],
  ['undefined-variable', `FROM golang:1.23\nWORKDIR $GOPATH/src\n`],
  ['undefined-variable', `FROM apache/airflow:2.9\nWORKDIR $AIRFLOW_HOME\n`],
  ['undefined-variable', `FROM example.com/harbour:1\nWORKDIR $HARBOUR_HOME\n`],
  ['undefined-variable', `${image}RUN echo $x\n`],
  ['undefined-variable', `FROM alpine:3.20 AS a\nENV app=x\nFROM a\nCOPY $app /srv/\n`],
];

for (const [id, text] of notFound) {
  test(`values, not told: ${id}: ${JSON.stringify(text)}`, () => assert.ok(!told(v(text)).includes(id)));
}

test('values: a long chain of stages is looked through', () => {
  const stages = Array.from({ length: 60 }, (_, i) => `FROM s${i} AS s${i + 1}\nENV V${i}=x\n`).join('');
  const text = `FROM scratch AS s0\nENV U=https://e.example/a\n${stages}ADD $U $V0$V59 /a\n`;
  assert.ok(told(text).includes('add-from-web') && !told(text).includes('undefined-variable'));
});
