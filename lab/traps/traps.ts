import { dataTraps } from './kinds/data.ts';
import { distributionTraps } from './kinds/distributions.ts';
import { goTraps } from './kinds/go.ts';
import { imageTraps } from './kinds/images.ts';
import { javaTraps } from './kinds/java.ts';
import type { Trap } from './trap.ts';

/** What users of scanners have reported as wrong again and again, whichever scanner it was. */
export const traps: readonly Trap[] = [...goTraps, ...javaTraps, ...distributionTraps, ...dataTraps, ...imageTraps];
