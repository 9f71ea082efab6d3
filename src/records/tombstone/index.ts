import type { RecordKind } from '../record-kind.ts';
import { type TombstonePayload, tombstoneShape } from './payload.ts';
import { tellTombstone } from './tell.ts';

export const tombstoneKind: RecordKind<TombstonePayload> = {
  name: 'tombstone',
  phase: 'retire',
  shape: 1,
  says: 'That a subject was removed, by which plan, and what was kept of it.',
  kept: true,
  payload: tombstoneShape,
  tell: tellTombstone,
};
