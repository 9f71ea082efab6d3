import type { ImageCheck } from '../check.ts';
import { accountChecks } from './account.ts';
import { practiceChecks } from './practices.ts';
import { reachChecks } from './reach.ts';
import { stepChecks } from './steps.ts';
import { variableChecks } from './variables.ts';

/** Every check of images, in the order of the handbook. A new one is an entry in the list of its subject; a new subject has a line here. */
export const imageChecks: readonly ImageCheck[] = [
  ...accountChecks,
  ...variableChecks,
  ...reachChecks,
  ...stepChecks,
  ...practiceChecks,
];
