import type { Addition } from './addition.ts';
import { check } from './check.ts';
import { command } from './command.ts';
import { detector } from './detector.ts';
import { feed } from './feed.ts';
import { reportFormat } from './report-format.ts';

/** Every kind of thing of which there will be more, each with one more of it. */
export const additions: readonly Addition[] = [feed, check, detector, reportFormat, command];
