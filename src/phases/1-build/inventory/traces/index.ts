import { databases } from './databases.ts';
import { declared } from './declared.ts';
import { languages } from './languages.ts';
import type { Trace } from './trace.ts';

/** Every kind of trace there is. A new package manager or ecosystem is one entry in one of the lists. */
export const traces: readonly Trace[] = [...databases, ...languages, ...declared];
