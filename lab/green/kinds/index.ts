import type { GreenKind } from '../green.ts';
import { databases } from './databases.ts';
import { distributionsKind } from './distributions.ts';
import { ecosystems } from './ecosystems.ts';

/** Every kind. A new one is a file beside these and a line here. */
export const greenKinds: readonly GreenKind[] = [databases, distributionsKind, ecosystems];
