import type { Addition } from './addition.ts';
import { check } from './check.ts';
import { command } from './command.ts';
import { detector } from './detector.ts';
import { distribution } from './distribution.ts';
import { ecosystem } from './ecosystem.ts';
import { extractor } from './extractor.ts';
import { feed } from './feed.ts';
import { recordKind } from './record-kind.ts';
import { reportFormat } from './report-format.ts';

/** Every kind of thing of which there will be more, each with one more of it. */
export const additions: readonly Addition[] = [
  ecosystem,
  extractor,
  distribution,
  feed,
  check,
  detector,
  recordKind,
  reportFormat,
  command,
];
