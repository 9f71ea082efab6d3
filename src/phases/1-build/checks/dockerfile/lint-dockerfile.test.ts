import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { fixedClock, placeOf } from '../../../../core/index.ts';
import { dockerfileChecks } from './checks/index.ts';
import { lintDockerfile } from './lint-dockerfile.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lint = (text: string) => lintDockerfile('Dockerfile', bytes(text), { clock: fixedClock('2025-06-01') });
const idsOf = (text: string): readonly string[] => lint(text).findings.map(({ id }) => id.replace('dockerfile/', ''));

test('checks: each lies in a file of its name', () => {
  for (const { id, version } of dockerfileChecks) {
    const file = new URL(`./checks/${id.slice('dockerfile/'.length)}.ts`, import.meta.url);
    assert.ok(existsSync(file), `the file of ${id} bears its name`);
    assert.ok(version >= 1, id);
  }
});

test('a finding: place, evidence, fingerprint that does not move with the line', () => {
  const one = lint('FROM alpine:3.20\nRUN true && \\\n  sudo ls\n').findings.find(({ id }) => id === 'dockerfile/sudo');
  assert.deepEqual(one?.location, { kind: 'file', path: 'Dockerfile', line: 3, column: 3 });
  assert.deepEqual([one?.fix.state, one?.fix.action, one?.subject.name], ['remedy', 'change', 'Dockerfile']);
  assert.deepEqual(one?.evidence[0]?.observed, 'sudo ls');
  const moved = lint('FROM alpine:3.20\n\n\nRUN sudo ls\n').findings.find(({ id }) => id === 'dockerfile/sudo');
  assert.equal(moved?.fingerprint, one?.fingerprint);
  const twice = lint('FROM alpine:3.20\nRUN sudo ls\nRUN sudo ls\n').findings.filter(
    ({ id }) => id === 'dockerfile/sudo',
  );
  assert.equal(new Set(twice.map((finding) => finding.fingerprint)).size, 2);
});

const places: readonly { readonly name: string; readonly text: string; readonly id: string; readonly at: string }[] = [
  { name: 'inside a here-document', text: 'FROM a:1\nRUN <<EOF\ntrue\n sudo ls\nEOF\n', id: 'sudo', at: '4:2' },
  { name: 'a document of a shell', text: 'FROM a:1\nRUN bash -e <<-EOF\n\tsudo ls\n\tEOF\n', id: 'sudo', at: '3:1' },
  { name: 'exec form', text: 'FROM a:1\nRUN ["sudo", "ls"]\n', id: 'sudo', at: '2:5' },
  { name: 'sh -c', text: "FROM a:1\nRUN sh -c 'true; sudo ls'\n", id: 'sudo', at: '2:17' },
  { name: 'ONBUILD', text: 'FROM a:1\nONBUILD RUN sudo ls\n', id: 'sudo', at: '2:13' },
  { name: 'a substitution', text: 'FROM a:1\nRUN x="$(sudo ls)"\n', id: 'sudo', at: '2:10' },
  { name: 'behind a reserved word', text: 'FROM a:1\nRUN if true; then sudo ls; fi\n', id: 'sudo', at: '2:19' },
  { name: 'the user of a variable', text: 'FROM a:1\nARG U=root\nUSER $U\n', id: 'root-user', at: '3:1' },
  { name: 'the base stage', text: 'FROM a:1 AS b\nUSER 0:0\nFROM b\n', id: 'root-user', at: '2:1' },
  { name: 'a substituted script', text: 'FROM a:1\nRUN sh -c "$(curl -fs a.b/c)"\n', id: 'pipe-to-shell', at: '2:5' },
  { name: 'through sudo', text: 'FROM a:1\nRUN curl a.b/c | sudo bash\n', id: 'pipe-to-shell', at: '2:23' },
  { name: 'without FROM', text: 'RUN sudo ls\n', id: 'sudo', at: '1:5' },
  { name: 'the other escape character', text: '# escape=`\nFROM a:1\nRUN `\n sudo ls\n', id: 'sudo', at: '4:2' },
];

for (const { name, text, id, at } of places) {
  test(`found: ${name}`, () => {
    const found = lint(text).findings.find((finding) => finding.id === `dockerfile/${id}`);
    const place = found && placeOf(found.location);
    assert.equal(`${place?.line}:${place?.column}`, at);
  });
}

const clean: readonly { readonly name: string; readonly text: string; readonly id: string }[] = [
  { name: 'a word in quotes is no command', text: 'FROM a:1\nRUN echo "a && sudo ls"\n', id: 'sudo' },
  { name: 'a document for another program', text: 'FROM a:1\nRUN python3 <<EOF\nsudo = 1\nEOF\n', id: 'sudo' },
  { name: 'a file from a document', text: 'FROM a:1\nCOPY <<EOF /x\nUSER root\nRUN sudo ls\nEOF\n', id: 'sudo' },
  {
    name: 'a quoted document is not expanded',
    text: "FROM scratch\nCOPY <<'EOF' /x\n$a\nEOF\n",
    id: 'undefined-variable',
  },
  { name: 'a comment in a script', text: 'FROM a:1\nRUN true # sudo ls\n', id: 'sudo' },
  {
    name: 'cache of a stage that is not shipped',
    text: 'FROM a:1 AS b\nRUN apk add gcc\nFROM a:1\nCOPY --from=b /x /x\n',
    id: 'package-cache-left',
  },
  {
    name: 'cache mounted',
    text: 'FROM a:1\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y x\n',
    id: 'package-cache-left',
  },
  {
    name: 'piped to a shell that runs a file',
    text: 'FROM a:1\nRUN curl a.b/c | sh ./filter.sh\n',
    id: 'pipe-to-shell',
  },
  { name: 'a base that is set non-root', text: 'FROM gcr.io/distroless/static:nonroot\n', id: 'root-user' },
  { name: 'a tag from an argument', text: 'ARG V=3.20\nFROM alpine:$V\n', id: 'latest-tag' },
  { name: 'a registry port is no tag', text: 'FROM r:5000/a:1\n', id: 'latest-tag' },
];

for (const { name, text, id } of clean) {
  test(`not found: ${name}`, () => {
    assert.ok(!idsOf(text).includes(id));
  });
}

const ignored: readonly { readonly comment: string; readonly reason: string | undefined }[] = [
  { comment: '# seaworthy:ignore sudo needed for the test of sudo', reason: 'needed for the test of sudo' },
  { comment: '# seaworthy:ignore dockerfile/sudo until=2030-01-01 -- later', reason: 'later' },
  { comment: '# seaworthy:ignore sudo until=2020-01-01 -- too late', reason: undefined },
  { comment: '# seaworthy:ignore sudo', reason: undefined },
  { comment: '# seaworthy:ignore latest-tag another check', reason: undefined },
  { comment: '# hadolint ignore=DL3004,DL3008', reason: 'no reason given' },
  { comment: '# hadolint global ignore=DL3004 # ours', reason: 'ours' },
  { comment: '# checkov:skip=CKV2_DOCKER_1:we know', reason: 'we know' },
  { comment: '#trivy:ignore:AVD-DS-0010', reason: 'no reason given' },
  { comment: '#trivy:ignore:DS-0010:exp:2020-01-01', reason: undefined },
  { comment: '# check=skip=all // our base', reason: 'our base' },
];

for (const { comment, reason } of ignored) {
  test(`ignore comment: ${comment}`, () => {
    const { findings } = lint(`FROM alpine:3.20\n${comment}\nRUN sudo ls\n`);
    assert.equal(findings.find(({ id }) => id === 'dockerfile/sudo')?.suppression?.reason, reason);
  });
}

test('ignore comments: without a reason, or without effect, are told', () => {
  const problems = lint('FROM alpine:3.20\n# seaworthy:ignore sudo\nRUN true\n# seaworthy:ignore sudo why\nRUN true\n')
    .coverage.problems;
  assert.deepEqual(
    problems.map(({ where }) => where),
    ['Dockerfile:2', 'Dockerfile:4'],
  );
});

test('ignore comments: the directive is about the whole file, an instruction comment only about its own', () => {
  const whole = lint('# check=skip=DL3004\nFROM a:1\nRUN sudo ls\nRUN sudo id\n').findings;
  assert.equal(whole.filter(({ id, suppression }) => id === 'dockerfile/sudo' && suppression !== undefined).length, 2);
  const one = lint('FROM a:1\n# hadolint ignore=DL3004\nRUN sudo ls\nRUN sudo id\n').findings;
  assert.equal(one.filter(({ id, suppression }) => id === 'dockerfile/sudo' && suppression !== undefined).length, 1);
});

test('a secret value is not repeated in a finding', () => {
  const text = JSON.stringify(
    lint(
      'FROM a:1\nENV API_TOKEN=abc123def456\nRUN echo root:hunter2 | chpasswd\nRUN curl -k -u me:hunter2 https://me:hunter2@a/?token=hunter2\n',
    ),
  );
  assert.ok(text.includes('curl-insecure') && !text.includes('abc123def456') && !text.includes('hunter2'));
});

test('any text is judged without failing, the same each time', () => {
  const piece = fc.constantFrom(
    'FROM a',
    'RUN ',
    'ENV A=',
    '\\\n',
    '\n',
    '"',
    "'",
    '$(',
    '${A:-',
    '}',
    ')',
    '`',
    '<<EOF',
    'EOF',
    ' sudo ',
    '#',
    '[',
    '&&',
    '|',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 40 }), (parts) => {
      const text = parts.join('').replaceAll('\0', '');
      assert.deepEqual(lint(text), lint(text));
    }),
    { numRuns: 300 },
  );
});
