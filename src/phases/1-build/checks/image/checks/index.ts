import type { ImageCheck } from '../check.ts';
import { accountChecks } from './account.ts';
import { fileChecks } from './files.ts';
import { leftoverChecks } from './leftovers.ts';
import { practiceChecks } from './practices.ts';
import { programChecks } from './programs.ts';
import { reachChecks } from './reach.ts';
import { stepChecks } from './steps.ts';
import { variableChecks } from './variables.ts';

/** Every check of images, in the order of the handbook. A new one is an entry in the list of its subject; a new subject has a line here. */
export const imageChecks: readonly ImageCheck[] = [
  ...accountChecks,
  ...variableChecks,
  ...reachChecks,
  ...stepChecks,
  ...fileChecks,
  ...leftoverChecks,
  ...programChecks,
  ...practiceChecks,
];
