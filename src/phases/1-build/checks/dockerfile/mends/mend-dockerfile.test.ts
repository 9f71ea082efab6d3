import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dockerfileChecks } from '../checks/index.ts';
import { mendDockerfile } from './mend-dockerfile.ts';

const none: ReadonlySet<string> = new Set();
const options = { checks: dockerfileChecks, asked: none, leave: none };

interface Case {
  readonly what: string;
  readonly text: string;
  /** The text afterwards; the same where nothing may be changed. */
  readonly becomes?: string;
  /** Why one place is kept. */
  readonly why?: RegExp;
}

const tail = 'USER 1\nHEALTHCHECK NONE\n';
const base = `FROM debian:12@sha256:${'0'.repeat(64)}\n`;
const alpine = `FROM alpine:3.20@sha256:${'0'.repeat(64)}\n`;

const cases: readonly Case[] = [
  {
    what: 'a step of one line is cleaned at its end',
    text: `${base}RUN apt-get update && apt-get install -y curl\n${tail}`,
    becomes: `${base}RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n${tail}`,
  },
  {
    what: 'a step of several lines gets one more, line ends and the mark at the beginning stay',
    text: `\ufeff${base}RUN apt-get update \\\r\n  # why\r\n  && apt-get install -y curl \r\n${tail}`.replaceAll(
      /\r?\n/g,
      '\r\n',
    ),
    becomes:
      `\ufeff${base}RUN apt-get update \\\n  # why\n  && apt-get install -y curl \\\n  && rm -rf /var/lib/apt/lists/* \n${tail}`.replaceAll(
        '\n',
        '\r\n',
      ),
  },
  {
    what: 'another escape character',
    text: `# escape=\`\n${base}RUN apt-get update \`\n  && apt-get install -y curl\n${tail}`,
    becomes: `# escape=\`\n${base}RUN apt-get update \`\n  && apt-get install -y curl \`\n  && rm -rf /var/lib/apt/lists/*\n${tail}`,
  },
  {
    what: 'lists that a later step counts on stay',
    text: `${base}RUN apt-get update && apt-get install -y curl\nRUN apt-get install -y wget\n${tail}`,
    why: /used in line 3 again/,
  },
  {
    what: 'lists that a stage on top counts on stay',
    text: `FROM debian:12@sha256:${'0'.repeat(64)} AS a\nRUN apt-get update && apt-get install -y curl\nFROM a\nRUN apt-get install -y wget\n${tail}`,
    why: /used in line 4 again/,
  },
  {
    what: 'a script that hides its end',
    text: `${base}RUN apt-get update && apt-get install -y curl; exit 0\n${tail}`,
    why: /ends by itself/,
  },
  {
    what: 'a comment of the shell',
    text: `${base}RUN apt-get update && apt-get install -y curl # for the health check\n${tail}`,
    why: /comment of the shell/,
  },
  {
    what: 'a job beside',
    text: `${base}RUN apt-get update & apt-get install -y curl\n${tail}`,
    why: /runs beside/,
  },
  {
    what: 'a document',
    text: `${base}RUN <<E\napt-get update\napt-get install -y curl\nE\n${tail}`,
    why: /document/,
  },
  {
    what: 'what a comment sets aside',
    text: `${base}# seaworthy:ignore package-cache-left a cache is wanted\nRUN apt-get update && apt-get install -y curl\n${tail}`,
  },
  {
    what: 'what another tool was told to leave',
    text: `${base}# hadolint ignore=DL3009\nRUN apt-get update && apt-get install -y curl\n${tail}`,
  },
  {
    what: 'dnf cleans by itself',
    text: `${base}RUN dnf install -y curl\n${tail}`,
    becomes: `${base}RUN dnf install -y curl && dnf clean all\n${tail}`,
  },
  {
    what: 'zypper too',
    text: `${base}RUN zypper install -y curl\n${tail}`,
    becomes: `${base}RUN zypper install -y curl && zypper clean --all\n${tail}`,
  },
  {
    what: 'apk takes an option, behind its command or behind its name',
    text: `${alpine}RUN apk add curl && apk --quiet add wget\n${tail}`,
    becomes: `${alpine}RUN apk add --no-cache curl && apk --no-cache --quiet add wget\n${tail}`,
  },
  {
    what: 'a program in quotes, or in a list',
    text: `${alpine}RUN sh -c 'apk add curl'\nRUN ["apk", "add", "curl"]\n${tail}`,
  },
  {
    what: 'a program by its path',
    text: `${alpine}RUN /sbin/apk add curl\n${tail}`,
    becomes: `${alpine}RUN /sbin/apk add --no-cache curl\n${tail}`,
  },
  {
    what: 'apt answers itself, and scripts have a program of their own',
    text: `${base}RUN apt update && apt install curl && rm -rf /var/lib/apt/lists/*\n${tail}`,
    becomes: `${base}RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n${tail}`,
  },
  { what: 'what apt does otherwise', text: `${base}RUN apt upgrade -y\n${tail}`, why: /something else under its name/ },
  ...[
    'sudo apt-get update',
    'chroot /m apt-get update',
    'apt-get -o Dir=/m update',
    'dnf --installroot=/m install -y a',
    'su a -c "apt-get update"',
  ].map((script) => ({
    what: `elsewhere: ${script}`,
    text: `${base}RUN ${script}\n${tail}`,
    why: /another user or in another root/,
  })),
  ...['RUN ./install.sh', 'COPY --from=0 /var/lib/apt/lists /a', 'CMD ["sh", "-c", "apt-get install a"]'].map(
    (user) => ({
      what: `lists that something else counts on: ${user}`,
      text: `${base}RUN apt-get update\n${user}\n${tail}`,
      why: /used in line 3 again/,
    }),
  ),
  { what: 'what only apt has', text: `${base}RUN apt list\n${tail}`, why: /no such command/ },
  {
    what: 'ADD that copies',
    text: `${base}ADD --chown=1:1 ["a b.js", "/srv/"]\n${tail}`,
    becomes: `${base}COPY --chown=1:1 ["a b.js", "/srv/"]\n${tail}`,
  },
  { what: 'ADD with a flag of its own', text: `${base}ADD --keep-git-dir=true a /srv/\n${tail}`, why: /no --keep/ },
  { what: 'a pattern that archives may match', text: `${base}ADD dist* /srv/\n${tail}`, why: /may match an archive/ },
  ...['rootfs', 'layer.apk', 'a.js b'].map((source) => ({
    what: `what may be an archive by another name: ${source}`,
    text: `${base}ADD ${source} /srv/\n${tail}`,
    why: /unpacks an archive by whatever name/,
  })),
  {
    what: 'folders are not unpacked',
    text: `${base}ADD . src/ ../ /srv/\n${tail}`,
    becomes: `${base}COPY . src/ ../ /srv/\n${tail}`,
  },
  { what: 'archives and addresses', text: `${base}ADD a.tar.gz /srv/\nADD $WHAT /srv/\n${tail}` },
  {
    what: 'words that need no shell',
    text: `${base}${tail}CMD exec "node" server.js --port=80 ''\n`,
    becomes: `${base}${tail}CMD ["node", "server.js", "--port=80", ""]\n`,
  },
  ...[
    ...[
      'node $MAIN',
      'a && b',
      'a | b',
      'a *.js',
      'cd /x',
      'A=b c',
      "echo 'a b'",
      'a > b',
      '(a)',
      'a; b',
      '~/a',
      '. ./x',
    ],
    ...['echo a\\ b', 'test `b`', 'a #b', 'a {b,c}', 'a !b', 'export A'],
  ].map((script) => ({ what: `a shell is needed: ${script}`, text: `${base}${tail}CMD ${script}\n`, why: /shell/ })),
  {
    what: 'CMD that an ENTRYPOINT is handed',
    text: `${base}${tail}ENTRYPOINT ["python3"]\nCMD app.py\n`,
    why: /is handed it/,
  },
  ...['postgres:16', 'registry.example/debian', '$BASE'].map((image) => ({
    what: `an ENTRYPOINT of the base that is not known: ${image}`,
    text: `ARG BASE\nFROM ${image}\n${tail}CMD a -b\n`,
    why: /ENTRYPOINT of the base image/,
  })),
  {
    what: 'a script that looks at what it is handed',
    text: `${base}${tail}ENTRYPOINT ["docker-entrypoint.sh"]\nCMD a -b\n`,
    why: /is handed it/,
  },
  ...['./start.sh', '/app/start', 'run.sh'].map((program) => ({
    what: `a script that may not say who runs it: ${program}`,
    text: `${base}${tail}CMD ${program}\n`,
    why: /must begin with #!/,
  })),
  {
    what: 'CMD that an init passes on',
    text: `${base}${tail}ENTRYPOINT ["/usr/bin/tini", "--"]\nCMD node app.js\n`,
    becomes: `${base}${tail}ENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["node", "app.js"]\n`,
  },
  {
    what: 'ENTRYPOINT beside which CMD has no meaning yet',
    text: `${base}${tail}ENTRYPOINT node app.js\nCMD ["--help"]\n`,
    why: /would become its arguments/,
  },
  {
    what: 'a shell of Windows',
    text: `FROM mcr.microsoft.com/windows/nanoserver:ltsc2022@sha256:${'0'.repeat(64)}\n${tail}CMD app.exe -a\n`,
    why: /Windows/,
  },
  {
    what: 'names and values',
    text: `${base}env A b\nENV B b c\nLABEL c d\n${tail}`,
    becomes: `${base}ENV A=b\nENV B="b c"\nLABEL c=d\n${tail}`,
  },
  { what: 'quotes in an old value', text: `${base}ENV A it "is" so\n${tail}`, why: /quotes or escapes/ },
  { what: 'an old value on several lines', text: `${base}ENV A b \\\n  c\n${tail}`, why: /several lines/ },
  {
    what: 'who made it',
    text: `${base}MAINTAINER 'A B <a@example.com>'\n${tail}`,
    becomes: `${base}LABEL org.opencontainers.image.authors="A B <a@example.com>"\n${tail}`,
  },
  { what: 'marks in a name', text: `${base}MAINTAINER A $B\n${tail}`, why: /marks/ },
  {
    what: 'case, platform, ports and blank lines',
    text: `from --platform=$TARGETPLATFORM debian:12@sha256:${'0'.repeat(64)} AS Web\nRUN a \\\n\n  b\nEXPOSE 80/TCP 53/udp 1/UDP\n${tail}`,
    becomes: `FROM debian:12@sha256:${'0'.repeat(64)} AS web\nRUN a \\\n  b\nEXPOSE 80/tcp 53/udp 1/udp\n${tail}`,
  },
  {
    what: 'pip keeps no cache',
    text: `${base}RUN pip3 install -r a.txt && python3 -m pip install b\n${tail}`,
    becomes: `${base}RUN pip3 install --no-cache-dir -r a.txt && python3 -m pip install --no-cache-dir b\n${tail}`,
  },
  { what: 'a port that a variable says', text: `${base}ARG P=80/TCP\nEXPOSE $P\n${tail}`, why: /a variable/ },
];

for (const { what, text, becomes = text, why } of cases)
  test(`mend: ${what}`, () => {
    const mended = mendDockerfile('Dockerfile', text, options);
    assert.ok('text' in mended, 'why' in mended ? mended.why : '');
    assert.equal(mended.text, becomes);
    const kept = mended.places.flatMap((place) => (place.state === 'mended' ? [] : [place.why ?? '']));
    assert.ok(why === undefined || kept.some((one) => why.test(one)), kept.join('\n'));
  });

for (const [what, text] of [
  ['a builder would refuse it', 'FROM alpine\nRUNS apk add curl\n'],
  ['it has no FROM', 'RUN apk add curl\n'],
  ['another front end reads it', '# syntax=example.com/other:1\nFROM alpine\nRUN apk add curl\n'],
  ['it is too large', `FROM alpine\n${'RUN apk add curl\n'.repeat(20_000)}`],
] as const)
  test(`a file that was not read whole is left alone: ${what}`, () => {
    assert.ok('why' in mendDockerfile('Dockerfile', text, options));
  });

test('what an exception sets aside is left alone', () => {
  const text = 'FROM alpine:3.20\nRUN apk add curl\n';
  const mended = mendDockerfile('Dockerfile', text, { ...options, leave: new Set(['dockerfile/package-cache-left']) });
  assert.ok('text' in mended && mended.text === text);
});

test('an ordinary user, where somebody asks for it', () => {
  const asked = { ...options, asked: new Set(['dockerfile/root-user']) };
  for (const [text, becomes] of [
    [`${base}RUN a\n# why\nCMD ["a"]\n`, `${base}RUN a\nUSER 10001\n# why\nCMD ["a"]\n`],
    [`${base}USER root\nRUN a`, `${base}USER root\nRUN a\nUSER 10001`],
    [
      `${base}RUN useradd -r -u 1234 app\r\nEXPOSE 8080\r\nCMD ["a"]\r\n`.replace('0\n', '0\r\n'),
      `${base}RUN useradd -r -u 1234 app\r\nUSER 1234\r\nEXPOSE 8080\r\nCMD ["a"]\r\n`.replace('0\n', '0\r\n'),
    ],
    [`${base}RUN adduser --system web\nCMD ["a"]\n`, `${base}RUN adduser --system web\nUSER web\nCMD ["a"]\n`],
  ] as const) {
    const kept = mendDockerfile('Dockerfile', text, options);
    assert.ok('text' in kept && kept.text === text && kept.places.some(({ state }) => state === 'asked'));
    const mended = mendDockerfile('Dockerfile', text, asked);
    assert.ok('text' in mended);
    assert.equal(mended.text, becomes);
    const again = mendDockerfile('Dockerfile', mended.text, asked);
    assert.ok('text' in again && again.text === mended.text);
  }
});
