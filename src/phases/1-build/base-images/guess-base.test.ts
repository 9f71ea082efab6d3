import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined } from '../../../core/index.ts';
import { guessBase } from './guess-base.ts';

type Step = readonly [createdBy: string, empty: boolean, comment?: string];
const nop = '/bin/sh -c #(nop) ';
const history = (steps: readonly Step[]) =>
  steps.map(([createdBy, empty, comment]) => ({ createdBy, empty, ...defined({ comment }) }));
const layersOf = (steps: readonly Step[]): number => steps.filter(([, empty]) => !empty).length;
const buildkit = 'buildkit.dockerfile.v0';

const cases: Readonly<Record<string, readonly [readonly Step[], number | undefined, string?]>> = {
  'the classic builder': [
    [
      [`${nop}ADD file:1 in /`, false],
      [`${nop} CMD ["bash"]`, true],
      [`${nop}COPY dir:1 in /app`, false],
    ],
    1,
  ],
  'BuildKit on a base of another maker': [
    [
      ["# debian.sh --arch 'amd64' out/ 'bookworm'", false, 'debuerreotype 0.15'],
      ['CMD ["bash"]', true, buildkit],
      ['RUN /bin/sh -c apt-get update # buildkit', false, buildkit],
      ['COPY . /app # buildkit', false, buildkit],
      ['CMD ["app"]', true, buildkit],
    ],
    1,
  ],
  'a base on a base': [
    [
      ['ADD rootfs /', false],
      ['CMD ["sh"]', true],
      ['RUN x', false],
      ['CMD ["python3"]', true],
      ['COPY . .', false],
    ],
    2,
  ],
  'buildah says so': [
    [
      ['/bin/sh -c #(nop) ADD file:1 in /', false],
      ['/bin/sh -c #(nop) CMD ["/bin/sh"]', true],
      ['/bin/sh -c #(nop) ENV A=b', true, 'FROM docker.io/library/alpine:3.20'],
      ['/bin/sh -c touch /x', false],
    ],
    1,
    'docker.io/library/alpine:3.20',
  ],
  'buildah from an image of the build': [
    [
      ['ADD a /', false],
      ['CMD ["sh"]', true],
      ['RUN y', false, `FROM ${'0123456789ab'.repeat(5)}abcd`],
    ],
    1,
  ],
  'kaniko keeps the words of the base': [
    [
      ['ADD file:1 in /', false],
      ['CMD ["/bin/sh"]', true],
      ['RUN apk add git', false],
      ['COPY a /b', false],
    ],
    1,
  ],
  'an entrypoint': [
    [
      ['ADD a /', false],
      ['ENTRYPOINT ["/x"]', true],
      ['COPY b /', false],
    ],
    1,
  ],
  'only the end has a CMD': [
    [
      ['ADD a /', false],
      ['COPY b /', false],
      ['CMD ["x"]', true],
    ],
    undefined,
  ],
  'nothing below the CMD': [
    [
      ['CMD ["x"]', true],
      ['COPY b /', false],
    ],
    undefined,
  ],
  'a command that only names CMD': [
    [
      ['ADD a /', false],
      ['RUN echo CMD', true],
      ['COPY b /', false],
    ],
    undefined,
  ],
  'CMD as the beginning of a word': [
    [
      ['ADD a /', false],
      ['CMDS x', true],
      ['COPY b /', false],
    ],
    undefined,
  ],
  'FROM scratch': [
    [
      ['ADD a /', false, 'FROM scratch'],
      ['COPY b /', false],
    ],
    undefined,
  ],
  'no history': [[], undefined],
};

test('where a base ended is guessed from the forms that builders write', () => {
  for (const [says, [steps, layers, name]] of Object.entries(cases)) {
    const guess = guessBase(history(steps), layersOf(steps));
    assert.deepEqual(guess && [guess.layers, guess.name], layers && [layers, name], says);
  }
});

test('a history that does not fit the layers says nothing', () => {
  const [steps = []] = cases['an entrypoint'] ?? [];
  assert.equal(guessBase(history(steps), 3), undefined);
  assert.equal(guessBase(history(steps), 2)?.layers, 1);
});
