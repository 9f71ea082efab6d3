import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock, placeOf } from '../../../../core/index.ts';
import { lintDockerfile } from './lint-dockerfile.ts';

const lint = (text: string) =>
  lintDockerfile('Dockerfile', new TextEncoder().encode(`FROM alpine:3.20\n${text}`), {
    clock: fixedClock('2025-06-01'),
  });
/** Lines at which sudo is told. */
const sudoLines = (text: string): readonly (number | undefined)[] =>
  lint(text)
    .findings.filter(({ id }) => id === 'dockerfile/sudo')
    .map(({ location }) => placeOf(location).line);

const told: readonly { readonly text: string; readonly lines: readonly number[] }[] = [
  { text: 'RUN << EOF\nsudo a\nEOF\nRUN sudo b\n', lines: [3, 5] },
  { text: 'RUN <<- EOF\n\tsudo a\n\tEOF\nRUN sudo b\n', lines: [3, 5] },
  { text: "RUN << 'EOF'\nsudo a\nEOF\nRUN sudo b\n", lines: [3, 5] },
  { text: 'RUN set -ex; bash <<EOF\nsudo a\nEOF\n', lines: [3] },
  { text: 'RUN cd /x && bash -o pipefail << EOF\nsudo a\nEOF\n', lines: [3] },
  { text: 'RUN cat <<EOF | sh\nsudo a\nEOF\n', lines: [3] },
  { text: 'RUN su - app <<EOF\nsudo a\nEOF\n', lines: [3] },
  { text: 'RUN su app -c bash <<EOF\nsudo a\nEOF\n', lines: [3] },
  { text: `RUN <<EOF\nx="$(cat <<X\nit's )\nX\n)"\nsudo a\nEOF\n`, lines: [7] },
  { text: `RUN <<EOF\nx=$(cat <<-'X'\n\tit's\n\tX\n)\nsudo a\nEOF\n`, lines: [7] },
  { text: "RUN <<EOF\nx=$(\n# don't )\nls)\nsudo a\nEOF\n", lines: [6] },
  { text: 'RUN env A=1 bash -s x <<EOF && sudo b\nsudo a\nEOF\n', lines: [2, 3] },
  { text: 'RUN cat <<EOF > /x\n$(sudo a)\nEOF\n', lines: [3] },
  { text: 'RUN python3 <<A && bash <<B\nsudo = 1\nA\nsudo b\nB\n', lines: [5] },
  { text: 'RUN <<EOF\n#!/usr/bin/env -S bash -e\nsudo a\nEOF\n', lines: [4] },
  { text: 'RUN <<EOF\n#!/bin/sh\nsudo a\nEOF\n', lines: [4] },
  { text: 'RUN <<EOF\ncat <<X > /x\nsudo in a file\nX\nsudo b\nEOF\n', lines: [6] },
  { text: 'RUN <<EOF\nbash <<X\nsudo a\nX\nEOF\n', lines: [4] },
  { text: 'RUN <<EOF\ncurl x |\nsudo b\nEOF\n', lines: [4] },
  { text: 'ONBUILD RUN <<EOF\nsudo a\nEOF\nRUN sudo b\n', lines: [3, 5] },
  { text: 'ONBUILD RUN bash << EOF\nsudo a\nEOF\n', lines: [3] },
  { text: 'RUN <<EOF\nsudo a\nEOF\nFROM alpine:3.20\nRUN true\n', lines: [3] },
  { text: 'SHELL ["/bin/bash", "-c"]\nRUN sudo a\n', lines: [3] },
  { text: 'SHELL ["python3", "-c"]\nRUN <<EOF\n#!/bin/sh\nsudo a\nEOF\nRUN ["sudo", "b"]\n', lines: [5, 7] },
  { text: 'RUN ((1 << 3)) || sudo a\nRUN x=$((1 << 3)); sudo b\n', lines: [2, 3] },
  { text: 'RUN bash <<EOF\r\nsudo a\r\nEOF\r\nRUN sudo b\r\n', lines: [3, 5] },
];

for (const { text, lines } of told) {
  test(`documents, told: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(sudoLines(text), lines);
    assert.ok(
      lint(text).coverage.problems.every(({ incomplete, message }) => !incomplete && /^code of /.test(message)),
    );
  });
}

const notTold: readonly string[] = [
  'RUN <<EOF\n#!/usr/bin/env python3\nsudo\nEOF\n',
  'RUN <<EOF\n#!/usr/bin/perl -w\nsudo\nEOF\n',
  'RUN cat << EOF > /x\nsudo a\nEOF\n',
  "RUN cat > /f << 'EOF'\nif x\n$(sudo a)\nEOF\n",
  'RUN python3 - <<EOF\nsudo\nEOF\n',
  'RUN bash /x.sh <<EOF\nsudo a\nEOF\n',
  'RUN bash -c true <<EOF\nsudo a\nEOF\n',
  'RUN cat <<EOF | python3\nsudo\nEOF\n',
  'COPY << EOF /x\nsudo a\nRUN sudo b\nEOF\n',
  'COPY <<"E O F" /x\nsudo a\nE O F\n',
  'ONBUILD COPY << EOF /x\nRUN sudo a\nEOF\n',
  'SHELL ["python3", "-c"]\nRUN sudo\nRUN <<EOF\nsudo\nEOF\n',
  'RUN echo "a << b"\n',
];

for (const text of notTold) {
  test(`documents, not told: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(sudoLines(text), []);
    assert.ok(
      lint(text).coverage.problems.every(({ incomplete, message }) => !incomplete && /^code of /.test(message)),
    );
  });
}

const unended: readonly { readonly text: string; readonly lines: readonly number[] }[] = [
  { text: 'RUN <<EOF\nsudo a\nRUN sudo b\n', lines: [3, 4] },
  { text: 'RUN bash << EOF\nsudo a\n\nCOPY a b\nRUN sudo b\n', lines: [3, 6] },
  { text: 'COPY <<EOF /x\nsudo a\n  EOF\nRUN sudo b\n', lines: [5] },
];

for (const { text, lines } of unended) {
  test(`a document that does not end is told, and the rest is read: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(sudoLines(text), lines);
    assert.deepEqual(
      lint(text).coverage.problems.map(({ message, incomplete }) => [message, incomplete]),
      [['the here-document EOF does not end', true]],
    );
  });
}

test('the name of a document is no source', () => {
  const ids = lint('ADD << EOF /x\na\nEOF\nADD <<EOF /y\na\nEOF\n').findings.map(({ id }) => id);
  assert.ok(!ids.includes('dockerfile/add-instead-of-copy'));
});
