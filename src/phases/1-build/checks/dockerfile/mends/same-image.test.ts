import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandWord, readDockerfile } from '../../../../../foundations/formats/index.ts';
import { dockerfileChecks } from '../checks/index.ts';
import { DockerfileView } from '../view.ts';
import { mendDockerfile } from './mend-dockerfile.ts';

/*
 * What an image is made of, told apart from how it is written: mended files must tell the same. What is told is made by the reader and not by what mends.
 */

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Options that a mend may add, and commands that it may put at the end of a step. */
const added = /^(?:-y|--no-cache|--no-cache-dir)$/;
const cleans = /^(?:rm -rf \/var\/lib\/apt\/lists\/\*|(?:dnf|dnf5|yum|microdnf|tdnf) clean all|zypper clean --all)$/;
/** What a mend writes in the place of something else. */
const same: Readonly<Record<string, string>> = { apt: 'apt-get', 'apt-cache': 'apt-get', ADD: 'COPY' };

function effect(text: string): readonly string[] {
  const file = readDockerfile('Dockerfile', bytes(text));
  assert.deepEqual(file.problems, [], text);
  const view = new DockerfileView(file);
  const plain = (raw: string): string => {
    const expanded = expandWord(raw, new Map(), { keepMissing: true });
    return 'value' in expanded ? expanded.value : raw;
  };
  return file.instructions.flatMap((instruction) => {
    const { keyword, text: written, list, pairs, flags, heredocs, words } = instruction;
    const options = flags.filter(({ name }) => name !== 'platform').map(({ name, value }) => `${name}=${value}`);
    const head = `${same[keyword] ?? keyword} ${options.join(' ')}`;
    const documents = heredocs.map(({ content }) => content);
    if (keyword === 'RUN') {
      const commands = view
        .commandsOf(instruction)
        .map(({ program, args }) => [same[program] ?? program, ...args.filter((one) => !added.test(one))].join(' '))
        .filter((command) => !cleans.test(command));
      return [head, ...commands];
    }
    if (keyword === 'MAINTAINER') return [`LABEL  org.opencontainers.image.authors=${plain(written)}`];
    if (pairs.length > 0)
      return [`${head} ${pairs.map(({ name, value = '' }) => `${name}=${plain(value)}`).join(' ')}`];
    // Behind a shell that only starts a program stands that program.
    if (keyword === 'CMD' || keyword === 'ENTRYPOINT')
      return [
        `${head} ${(
          list ??
            written
              .split(/\s+/)
              .map(plain)
              .filter((one, at) => at > 0 || one !== 'exec')
        ).join(' ')}`,
      ];
    if (keyword === 'FROM' || keyword === 'EXPOSE')
      return [`${head} ${words.map(({ raw }) => raw.toLowerCase()).join(' ')}`];
    return [`${head} ${(list ?? words.map(({ raw }) => raw)).join(' ')}`, ...documents];
  });
}

/** Files of which each differs from the others in how they are written, made of parts that people write. */
const bases = ['debian:12', '--platform=$TARGETPLATFORM debian:12 as Base', 'alpine:3.20 AS base', 'fedora:41'];
const steps = [
  'RUN apt-get update && apt-get install -y curl',
  'RUN apt update \\\n    # why\n    && apt install curl',
  'RUN apk add curl; apk upgrade',
  'RUN set -eux; dnf install -y curl',
  'RUN apt-get update\n# next\nRUN apt-get install -y curl',
  'RUN <<E\napk add curl\nE',
  'RUN if true; then apk add curl; fi',
  'RUN --mount=type=cache,target=/root apt-get update && (apt-get install curl || true)',
];
const copies = [
  'ADD a.js /srv/',
  'add --chown=1 ["a b", "/srv/"]',
  'ADD x.tar.gz /srv/',
  'COPY a b',
  'ADD <<E /x\nADD y\nE',
];
const ends = [
  'CMD node a.js',
  'ENTRYPOINT exec "a" b',
  'cmd a && b',
  'ENTRYPOINT ["tini", "--"]\nCMD a b',
  'CMD ["a"]',
];
const others = [
  'MAINTAINER "a <b@example.com>"',
  'ENV A b',
  'LABEL a b c',
  'EXPOSE 80/TCP $P',
  'WORKDIR a',
  '# last words',
];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const made = Array.from(
  { length: 120 },
  (_, index) =>
    `# file ${index}\nFROM ${pick(bases, index)}\n${pick(others, index + (index >> 3))}\n${pick(steps, index)}\n\n# copies\n${pick(copies, index)}\n${pick(others, index >> 1)}\n${pick(ends, index >> 2)}\n`,
);
const examples = dockerfileChecks.flatMap(({ violating, clean }) => [...violating, ...clean]);

test('mended Dockerfiles make the same image, keep their comments, and are mended once', () => {
  let mendedFiles = 0;
  let files = 0;
  for (const [index, text] of [...made, ...made.map((one) => one.replaceAll('\n', '\r\n')), ...examples].entries()) {
    const asked = new Set<string>();
    const options = { checks: dockerfileChecks, asked, leave: asked };
    const mended = mendDockerfile('Dockerfile', text, options);
    if ('why' in mended) continue;
    files++;
    if (mended.text === text) continue;
    mendedFiles++;
    assert.deepEqual(effect(mended.text), effect(text), `${index}:\n${text}\n${mended.text}`);
    const comments = (one: string): readonly string[] =>
      readDockerfile('Dockerfile', bytes(one)).comments.map((comment) => comment.text);
    assert.deepEqual(comments(mended.text), comments(text));
    const again = mendDockerfile('Dockerfile', mended.text, options);
    assert.ok('text' in again && again.text === mended.text, mended.text);
    assert.ok(again.places.every(({ state }) => state !== 'mended'));
    assert.equal(/\r/.test(mended.text), /\r/.test(text), 'line ends stay');
  }
  assert.ok(files > 300 && mendedFiles > 200, `${files} files, ${mendedFiles} mended`);
});

test('every mender has something to do in an example of its check', () => {
  for (const check of dockerfileChecks) {
    if (check.mender === undefined) continue;
    const mended = check.violating.some((text) => {
      const all = { checks: [check], asked: new Set([check.id]), leave: new Set<string>() };
      const one = mendDockerfile('Dockerfile', text, all);
      return 'text' in one && one.places.some(({ state }) => state === 'mended');
    });
    assert.ok(mended, check.id);
  }
});
