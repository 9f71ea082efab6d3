import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pipeToShell } from './checks/pipe-to-shell.ts';
import { lintDockerfile } from './lint-dockerfile.ts';

const told = (text: string): readonly (number | undefined)[] =>
  lintDockerfile('Dockerfile', new TextEncoder().encode(`FROM alpine:3.20\n${text}\n`), {
    checks: [pipeToShell],
  }).findings.map(({ location }) => ('line' in location ? location.line : undefined));

const url = 'https://example.com/install.sh';
const digest = '0'.repeat(64);

for (const [script, line] of [
  [`RUN curl -o x.sh ${url} && sh x.sh`, 2],
  [`RUN curl -fsSLo /tmp/x.sh ${url}; bash -e /tmp/x.sh --yes`, 2],
  [`RUN curl --output=x ${url}\nRUN chmod +x x && ./x`, 3],
  [`RUN curl -sSLO ${url}?a=b && sh ./install.sh`, 2],
  [`RUN wget ${url} && . ./install.sh`, 2],
  [`RUN wget -qO get-pip.py ${url} && python3 get-pip.py`, 2],
  [`RUN wget -P /tmp ${url} && /tmp/install.sh`, 2],
  [`ONBUILD RUN wget ${url} && sh install.sh`, 2],
] as const)
  test(`a script that is fetched and run: ${script}`, () => assert.deepEqual(told(script), [line]));

for (const script of [
  `RUN curl -o x.sh ${url} && echo "${digest}  x.sh" | sha256sum -c && sh x.sh`,
  `RUN curl -o x.sh ${url}\nRUN gpg --verify x.sh.asc x.sh && sh x.sh`,
  `RUN curl -o x.tar.gz ${url} && tar xf x.tar.gz && sh y.sh`,
  `RUN curl -o /dev/null ${url} && sh x.sh`,
  `RUN curl -o x.sh file:///x.sh && sh x.sh`,
  `RUN wget -O - ${url} && sh install.sh`,
  `RUN curl -o x.sh ${url}\nFROM alpine:3.20\nRUN sh x.sh`,
  `RUN sh x.sh && curl -o x.sh ${url}`,
  `RUN curl ${url} && sh install.sh`,
])
  test(`nothing that is fetched is run unseen: ${script}`, () => assert.deepEqual(told(script), []));
