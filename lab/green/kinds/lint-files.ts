import type { GreenInput, GreenKind } from '../green.ts';
import { ends, isJudged } from '../oracles.ts';

const good = 'FROM alpine:3.20\nUSER app\n';

/** Files that are no Dockerfile, named on the command line. */
const none: readonly (readonly [name: string, text: string | Uint8Array])[] = [
  ['deploy.yaml', 'apiVersion: v1\nkind: Pod\n'],
  ['compose.yaml', 'services:\n  web: { build: . }\n'],
  ['package.json', '{"name":"a"}'],
  ['passwd', 'root:x:0:0:root:/root:/bin/sh\n'],
  ['README.md', '# A\n\nFrom time to time, run this.\n'],
  ['dockerfile.ts', "export const FROM = 'a';\n"],
  ['Dockerfile.md', '# How to write a Dockerfile\n\nUse FROM first.\n'],
  ['Dockerfile.dockerignore', 'node_modules\n*.log\n'],
  ['.dockerignore', 'node_modules\n'],
  ['main.py', 'from os import path\nprint(path)\n'],
  ['main.go', 'package main\nfunc main() {}\n'],
  ['build.sh', '#!/bin/sh\ndocker build .\n'],
  ['Makefile', 'all:\n\tdocker build .\n'],
  ['Jenkinsfile', 'pipeline { agent any }\n'],
  ['Vagrantfile', 'Vagrant.configure("2") do |config|\nend\n'],
  ['Earthfile', 'VERSION 0.8\nbuild:\n  FROM alpine\n'],
  ['index.html', '<!doctype html><title>a</title>'],
  ['a.tar', Buffer.alloc(1_024)],
  ['a.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
  ['program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0', 'latin1')],
  ['utf16', Buffer.from(`\ufeff${good}`, 'utf16le')],
  ['empty', ''],
  ['blanks', '\n\n  \n'],
  ['comments', '# nothing\n# yet\n'],
  ['gate.yaml', 'gate: 1\nrules: []\n'],
  ['app.quadlet', '[Container]\nImage=alpine\n'],
  ['words.txt', 'copy the file, run it, add more\n'],
  ['hosts', '127.0.0.1 localhost\n'],
  ['a.sql', 'SELECT 1 FROM a;\n'],
  ['Dockerfile', ''],
  ['Containerfile', '# comments only\n'],
];

/** Dockerfiles in which something is not understood. */
const broken: readonly (readonly [name: string, text: string])[] = [
  ['an unknown instruction', `${good}RNU true\n`],
  ['an unknown instruction first', `FORM alpine\n${good}`],
  ['no FROM', 'RUN true\nUSER app\n'],
  ['USER alone', `${good}USER\n`],
  ['an unknown flag of RUN', `${good}RUN --mout=type=cache,target=/a true\n`],
  ['a heredoc that does not end', `${good}RUN <<EOF\ntrue\n`],
  ['an unknown flag of FROM', 'FROM --what=1 alpine\n'],
  ['FROM of two images', 'FROM alpine debian\n'],
  ['COPY of one word', `${good}COPY a\n`],
  ['lines of a shell script', `${good}if true; then\n  echo a\nfi\n`],
  ['marks of a merge', `<<<<<<< HEAD\n${good}=======\nFROM b\n>>>>>>> c\n`],
  ['a template', 'FROM {{ .Base }}\n{{ range .Steps }}\nRUN {{ . }}\n{{ end }}\n'],
  ['macros', '#include "base.docker"\nFROM alpine\nMACRO(a)\n'],
  ['another front end with words of its own', '# syntax=example/ext\nFROM alpine\nINCLUDE other\n'],
];

export const lintFiles: GreenKind = {
  id: 'lint-files',
  title: 'files that are no Dockerfile, and Dockerfiles of which something is not understood',
  inputs: [
    ...none.map(
      ([name, text]): GreenInput => ({
        name: `named: ${name}`,
        expect: ends(1, 2, 5),
        prepare: async (world) => {
          await world.write({ [name]: text });
          return ['lint', world.path(name)];
        },
      }),
    ),
    ...broken.map(
      ([name, text]): GreenInput => ({
        name,
        expect: ends(2, 5),
        prepare: async (world) => {
          await world.write({ Dockerfile: text });
          return ['lint', world.path('Dockerfile')];
        },
      }),
    ),
    ...none.slice(0, 12).map(
      ([name, text]): GreenInput => ({
        name: `alone in a folder: ${name}`,
        expect: ends(1, 2, 5),
        prepare: async (world) => ['lint', await world.write({ [name]: text }, 'src')],
      }),
    ),
    ...[
      ['a Dockerfile', good],
      ['lower case', 'from alpine:3.20\nuser app\n'],
      ['arguments first', 'ARG V=3.20\nFROM alpine:$V\nUSER app\n'],
      ['ONBUILD', `${good}ONBUILD RUN true\n`],
      ['a heredoc', `${good}RUN <<EOF\ntrue\nEOF\n`],
    ].map(
      ([name = '', text = '']): GreenInput => ({
        name,
        control: true,
        expect: isJudged,
        prepare: async (world) => {
          await world.write({ Dockerfile: text });
          return ['lint', world.path('Dockerfile')];
        },
      }),
    ),
  ],
};
