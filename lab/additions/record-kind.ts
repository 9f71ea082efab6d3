import type { Addition } from './addition.ts';

const folder = 'src/records';

export const recordKind: Addition = {
  what: 'a kind of ledger record',
  page: 'docs/add-a-record-kind.md',
  folder: `${folder}/KIND/`,
  files: {
    [`${folder}/base-image/payload.ts`]: `import type { Digest } from '../../core/index.ts';
import { digest, object, optional, type Shape, text } from '../shape.ts';

/** Payload of a \`base-image\` record. */
export interface BaseImagePayload {
  readonly base: Digest;
  /** The name it was built from, where that is known. */
  readonly reference?: string;
}

export const baseImageShape: Shape<BaseImagePayload> = object<BaseImagePayload>({
  base: digest,
  reference: optional(text),
});
`,
    [`${folder}/base-image/tell.ts`]: `import type { Told } from '../record-kind.ts';
import type { BaseImagePayload } from './payload.ts';

/** What it was built from. */
export function tellBaseImage({ base, reference }: BaseImagePayload): readonly Told[] {
  return [{ title: \`Built from \${reference ?? base}\`, outcome: 'info', details: [\`base \${base}\`] }];
}
`,
    [`${folder}/base-image/index.ts`]: `import type { RecordKind } from '../record-kind.ts';
import { type BaseImagePayload, baseImageShape } from './payload.ts';
import { tellBaseImage } from './tell.ts';

export const baseImageKind: RecordKind<BaseImagePayload> = {
  name: 'base-image',
  phase: 'build',
  shape: 1,
  says: 'Which image another one was built from.',
  kept: false,
  payload: baseImageShape,
  tell: tellBaseImage,
};
`,
    [`${folder}/base-image/example.ts`]: `import { exampleDigest } from '../shapes/example.ts';
import type { BaseImagePayload } from './payload.ts';

export const example: BaseImagePayload = { base: exampleDigest('b'), reference: 'registry.example/base:1' };
export const others: readonly BaseImagePayload[] = [{ base: exampleDigest('b') }];
`,
  },
  lines: [
    {
      file: `${folder}/list.ts`,
      from: "import { decisionKind } from './decision/index.ts';",
      to: "import { baseImageKind } from './base-image/index.ts';\nimport { decisionKind } from './decision/index.ts';",
    },
    { file: `${folder}/list.ts`, from: '  lintKind,\n', to: '  lintKind,\n  baseImageKind,\n' },
    {
      file: 'src/doors/cli/catalogue/record-kind-names.ts',
      from: "  'lint',\n",
      to: "  'lint',\n  'base-image',\n",
    },
  ],
  tests: [
    { file: `${folder}/contract.test.ts`, says: /^ok \d+ - base-image: a member that is of another type is refused/m },
  ],
  works: {
    words: ['ledger', 'list', '--kind', 'base-image', '--ledger', 'ledger'],
    prints: /^The ledger has no such records/m,
  },
};
