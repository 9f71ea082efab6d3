import type { RecordKind } from '../record-kind.ts';
import { type ImportPayload, importShape } from './payload.ts';
import { tellImport } from './tell.ts';

export const importKind: RecordKind<ImportPayload> = {
  name: 'import',
  phase: 'build',
  shape: 1,
  says: 'What reports of other tools say of a subject.',
  kept: false,
  payload: importShape,
  tell: tellImport,
};
