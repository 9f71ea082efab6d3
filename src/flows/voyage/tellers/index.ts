import type { Phase } from '../../../core/index.ts';
import type { Teller } from '../teller.ts';
import { tellAttestation } from './attestation.ts';
import { tellDecision } from './decision.ts';
import { tellEventSummary } from './event-summary.ts';
import { tellInUse } from './in-use.ts';
import { tellInventory } from './inventory.ts';
import { tellLint } from './lint.ts';
import { tellRetirePlan } from './retire-plan.ts';
import { tellScan } from './scan.ts';
import { tellSignature } from './signature.ts';
import { tellTombstone } from './tombstone.ts';

/** Which phase a kind of record belongs to, and who tells it. A new kind is one file beside these and one line here. */
export const tellers: ReadonlyMap<string, { readonly phase: Phase; readonly tell: Teller }> = new Map([
  ['inventory', { phase: 'build', tell: tellInventory }],
  ['scan', { phase: 'build', tell: tellScan }],
  ['lint', { phase: 'build', tell: tellLint }],
  ['signature', { phase: 'ship', tell: tellSignature }],
  ['attestation', { phase: 'ship', tell: tellAttestation }],
  ['decision', { phase: 'deploy', tell: tellDecision }],
  ['in-use', { phase: 'run', tell: tellInUse }],
  ['event-summary', { phase: 'run', tell: tellEventSummary }],
  ['retire-plan', { phase: 'retire', tell: tellRetirePlan }],
  ['tombstone', { phase: 'retire', tell: tellTombstone }],
]);
