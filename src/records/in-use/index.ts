import type { RecordKind } from '../record-kind.ts';
import { type InUseEvidence, inUseShape } from './payload.ts';
import { tellInUse } from './tell.ts';

export const inUseKind: RecordKind<InUseEvidence> = {
  name: 'in-use',
  phase: 'run',
  shape: 1,
  says: 'Packages of a subject seen in use at run time, over which span of time.',
  kept: false,
  payload: inUseShape,
  tell: tellInUse,
  sighting: true,
  use: { says: 'seen running' },
};
