import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeaworthyError } from '../../../core/index.ts';
import type { Instruction } from './dockerfile.ts';
import { readDockerfile } from './read-dockerfile.ts';

const read = (text: string) => readDockerfile('Dockerfile', new TextEncoder().encode(text));
const outline = (text: string): readonly string[] =>
  read(text).instructions.map(
    ({ keyword, text: rest, start, endLine }) => `${start.line}-${endLine} ${keyword} ${rest}`,
  );
const only = (text: string): Instruction => {
  const [instruction, ...more] = read(text).instructions;
  assert.ok(instruction !== undefined && more.length === 0);
  return instruction;
};

const outlines: readonly { readonly name: string; readonly text: string; readonly is: readonly string[] }[] = [
  { name: 'plain', text: 'FROM a\nRUN b c', is: ['1-1 FROM a', '2-2 RUN b c'] },
  {
    name: 'byte order mark, CR LF, indentation',
    text: '\ufeffFROM a\r\n  run b \r\n',
    is: ['1-1 FROM a', '2-2 RUN b'],
  },
  { name: 'continuation', text: 'RUN a \\\n b \\ \n c\n', is: ['1-3 RUN a  b  c'] },
  { name: 'comment and blank line inside', text: 'RUN a \\\n# no\n\n  b\nUSER x', is: ['1-4 RUN a   b', '5-5 USER x'] },
  {
    name: 'an escaped escape character does not continue',
    text: 'RUN a \\\\\nUSER x',
    is: ['1-1 RUN a \\\\', '2-2 USER x'],
  },
  { name: 'a file that ends in a continuation', text: 'RUN a \\', is: ['1-1 RUN a'] },
  { name: 'a line with only a continuation', text: '\\\nRUN a\n', is: ['2-2 RUN a'] },
  {
    name: 'the other escape character',
    text: '# escape=`\nRUN a `\n b\\\nUSER x',
    is: ['2-3 RUN a  b\\', '4-4 USER x'],
  },
  { name: 'the directive comes too late', text: '# a\n# escape=`\nRUN a `\nUSER x', is: ['3-3 RUN a `', '4-4 USER x'] },
  { name: 'here-document', text: 'RUN <<EOF\nUSER root\nEOF\nUSER x', is: ['1-3 RUN <<EOF', '4-4 USER x'] },
  {
    name: 'two here-documents',
    text: 'COPY <<A <<"B" /x/\n1\nA\n2\nB\nUSER x',
    is: ['1-5 COPY <<A <<"B" /x/', '6-6 USER x'],
  },
  {
    name: 'here-document with a number',
    text: 'RUN cat 3<<EOF\nUSER root\nEOF\nUSER x',
    is: ['1-3 RUN cat 3<<EOF', '4-4 USER x'],
  },
  { name: 'here-document in ONBUILD', text: 'ONBUILD RUN <<EOF\nUSER root\nEOF\n', is: ['1-3 ONBUILD RUN <<EOF'] },
  {
    name: 'no here-document in exec form',
    text: 'RUN ["a", "<<EOF"]\nUSER x',
    is: ['1-1 RUN ["a", "<<EOF"]', '2-2 USER x'],
  },
  { name: 'a here-string is none', text: 'RUN cat <<<EOF\nUSER x', is: ['1-1 RUN cat <<<EOF', '2-2 USER x'] },
  { name: 'after a continuation', text: 'RUN a && \\\n  b <<E\nE\nUSER x', is: ['1-3 RUN a &&   b <<E', '4-4 USER x'] },
];

for (const { name, text, is } of outlines) {
  test(`Dockerfile: ${name}`, () => {
    assert.deepEqual(outline(text), is);
  });
}

test('Dockerfile: content of here-documents', () => {
  const [dash, quoted] = only("RUN a <<-X <<'Y'\n\t1\n\tX\n 2\nY\n").heredocs;
  assert.deepEqual(dash, { name: 'X', descriptor: 0, expand: true, chomp: true, content: '1\n', line: 2 });
  assert.deepEqual(quoted, { name: 'Y', descriptor: 0, expand: false, chomp: false, content: ' 2\n', line: 4 });
  assert.match(read('RUN <<X\n1\n').problems[0]?.message ?? '', /X does not end/);
});

test('Dockerfile: places', () => {
  const run = only('  RUN --mount=type=cache,target=/x --network=none a \\\n   b \\\nc\n');
  assert.deepEqual(run.start, { line: 1, column: 3 });
  assert.deepEqual(
    run.flags.map(({ name, value, at }) => [name, value, at.line, at.column]),
    [
      ['mount', 'type=cache,target=/x', 1, 7],
      ['network', 'none', 1, 36],
    ],
  );
  assert.deepEqual(
    run.words.map(({ raw, at }) => [raw, at.line, at.column]),
    [
      ['a', 1, 51],
      ['b', 2, 4],
      ['c', 3, 1],
    ],
  );
});

test('Dockerfile: pairs', () => {
  const pairs = (text: string) => only(text).pairs.map(({ name, value, legacy }) => [name, value, legacy]);
  assert.deepEqual(pairs('ENV A=1 B="2 3" C=4\\ 5'), [
    ['A', '1', false],
    ['B', '"2 3"', false],
    ['C', '4\\ 5', false],
  ]);
  assert.deepEqual(pairs('ENV A  b c=d '), [['A', 'b c=d', true]]);
  assert.deepEqual(pairs('ARG A B=2'), [
    ['A', undefined, false],
    ['B', '2', false],
  ]);
  assert.deepEqual(pairs('LABEL "a b"=c'), [['"a b"', 'c', false]]);
});

test('Dockerfile: exec and shell form', () => {
  assert.deepEqual(only('CMD ["a", "b\\"c"]').list, ['a', 'b"c']);
  assert.equal(only("CMD ['a']").list, undefined);
  assert.equal(only('CMD [1]').list, undefined);
  assert.deepEqual(only('ENTRYPOINT []').list, []);
});

test('Dockerfile: stages', () => {
  const { stages, preamble } = read(
    'ARG V=1\nFROM a:$V AS One\nRUN x\nFROM one\nFROM $UNKNOWN\nFROM --platform=$P b:2',
  );
  assert.equal(preamble.length, 1);
  assert.deepEqual(
    stages.map(({ name, image, resolvedImage, base, instructions }) => [
      name,
      image,
      resolvedImage,
      base?.index,
      instructions.length,
    ]),
    [
      ['One', 'a:$V', 'a:1', undefined, 1],
      [undefined, 'one', 'one', 0, 0],
      [undefined, '$UNKNOWN', undefined, undefined, 0],
      [undefined, 'b:2', 'b:2', undefined, 0],
    ],
  );
});

test('Dockerfile: directives and comments', () => {
  const file = read(
    '# syntax=docker/dockerfile:1\n# unknown=1\n#check = skip=A;error=true\n# why\nFROM a\nRUN b \\\n # in\n c',
  );
  assert.deepEqual(file.directives, { syntax: 'docker/dockerfile:1', escapeChar: '\\', check: 'skip=A;error=true' });
  assert.deepEqual(file.instructions[0]?.comments.at(-1), { text: 'why', line: 4 });
  assert.deepEqual(file.instructions[1]?.comments, [{ text: 'in', line: 7 }]);
});

test('Dockerfile: what a builder refuses is told, and the rest read', () => {
  const { problems, instructions } = read('# escape=x\nFROM a b\n~\nRUN c');
  assert.deepEqual(
    problems.map(({ line }) => line),
    [1, 3, 2],
  );
  assert.equal(instructions.length, 3);
});

/** Instructions of a form that a builder refuses, and of forms that it takes; each is all of a file but its FROM. */
const forms: readonly (readonly [line: string, says?: string])[] = [
  ['COPY a', 'COPY wants a source and a destination'],
  ['ADD --chown=1 a', 'ADD wants a source and a destination'],
  ['COPY ["a"]', 'COPY wants a source and a destination'],
  ['USER', 'USER wants an argument'],
  ['ENV', 'ENV wants an argument'],
  ['EXPOSE', 'EXPOSE wants an argument'],
  ['ONBUILD COPY a', 'COPY wants a source and a destination'],
  ['RUN --mout=type=cache true', 'RUN has no such flag --mout'],
  ['COPY --form=build /a /b', 'COPY has no such flag --form'],
  ['ADD --s3cr3t=x a b', 'ADD has no such flag'],
  ['COPY a b'],
  ['COPY ["a b", "c"]'],
  ['COPY --from=build --chown=1:1 --chmod=644 --link --parents --exclude=*.md /a /b'],
  ['COPY <<EOF /a\ntext\nEOF'],
  ['ADD --checksum=sha256:0 --keep-git-dir=true --unpack=false https://a /b'],
  ['RUN --mount=type=cache,target=/a --network=none --security=insecure --device=a true'],
  ['RUN --mount=type=cache,target=/a <<EOF\ntrue\nEOF'],
  ['HEALTHCHECK --interval=5s --timeout=1s --start-period=1s --start-interval=1s --retries=2 CMD true'],
  ['HEALTHCHECK NONE'],
  ['ENTRYPOINT []'],
  ['CMD ["--flag", "a"]'],
  ['LABEL a=b'],
  ['VOLUME ["/a"]'],
];
for (const [line, says] of forms) {
  test(`Dockerfile: ${says === undefined ? 'taken' : 'told'}: ${line}`, () => {
    const messages = read(`FROM a\n${line}\n`).problems.map(({ message }) => message);
    assert.deepEqual(messages, says === undefined ? [] : [says]);
  });
}

const refused: readonly { readonly name: string; readonly bytes: Uint8Array; readonly code: string }[] = [
  { name: 'binary', bytes: new Uint8Array([70, 0, 1]), code: 'E_FORMAT' },
  { name: 'too large', bytes: new Uint8Array(4 * 1024 * 1024 + 1).fill(32), code: 'E_LIMIT' },
  { name: 'too many instructions', bytes: Buffer.from('RUN a\n'.repeat(20_001)), code: 'E_LIMIT' },
  { name: 'too many lines', bytes: Buffer.from('\n'.repeat(100_001)), code: 'E_LIMIT' },
  { name: 'too many stages', bytes: Buffer.from('FROM a\n'.repeat(1_001)), code: 'E_LIMIT' },
];

for (const { name, bytes, code } of refused) {
  test(`Dockerfile: refused: ${name}`, () => {
    assert.throws(
      () => readDockerfile('x', bytes),
      (error) => error instanceof SeaworthyError && error.code === code,
    );
  });
}

test('Dockerfile: every word stands where its place says', () => {
  const piece = fc.constantFrom(
    'RUN',
    ' a',
    ' \\\n',
    '\n',
    ' "b c"',
    '# x\n',
    ' é',
    '\r\n',
    ' --f=1',
    ' <<E',
    'E',
    "'",
    '[',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const lines = text.split('\n');
      for (const { words } of read(text).instructions) {
        for (const { raw, at } of words) {
          const line = (lines[at.line - 1] ?? '').slice(at.column - 1);
          assert.equal(line[0], raw[0]);
        }
      }
    }),
    { numRuns: 500 },
  );
});
