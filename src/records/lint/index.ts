import type { RecordKind } from '../record-kind.ts';
import { fillLint, type LintPayload, lint1, lintShape } from './payload.ts';
import { tellLint } from './tell.ts';

export const lintKind: RecordKind<LintPayload> = {
  name: 'lint',
  phase: 'build',
  shape: 2,
  says: 'What checks of a Dockerfile or a manifest found.',
  kept: false,
  payload: lintShape,
  older: [lint1],
  fill: fillLint,
  tell: tellLint,
};
