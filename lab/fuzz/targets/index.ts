import type { FuzzTarget } from '../fuzz.ts';
import { archives } from './archives.ts';
import { documents } from './documents.ts';
import { engines } from './engines.ts';
import { runtime } from './runtime.ts';
import { software } from './software.ts';
import { trust } from './trust.ts';

/** Every reader that is tried. A new one is a line in one of these lists. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...archives,
  ...documents,
  ...engines,
  ...software,
  ...trust,
  ...runtime,
];
