import type { PrunePayload } from '../../foundations/ledger/index.ts';
import { exampleDigest } from '../shapes/example.ts';

export const example: PrunePayload = {
  ledger: '0a5c5d0c-5f4e-4a52-9d4f-3c8f2f1b7a10',
  policy: { keepLast: 1, olderThan: '2026-01-01T00:00:00.000Z', kinds: ['scan'] },
  removed: { scan: 3 },
  total: { scan: 7, lint: 1 },
  gaps: [{ from: 2, to: 4, digest: exampleDigest('1') }],
};
