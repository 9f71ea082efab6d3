import type { GreenKind } from '../green.ts';
import { billsKind } from './bills.ts';
import { data } from './data.ts';
import { databases } from './databases.ts';
import { distributionsKind } from './distributions.ts';
import { ecosystems } from './ecosystems.ts';
import { facts } from './facts.ts';
import { gateTargets } from './gate-targets.ts';
import { leftOut } from './left-out.ts';
import { lintFiles } from './lint-files.ts';
import { outputs } from './outputs.ts';
import { programsKind } from './programs.ts';
import { rulesKind } from './rules.ts';
import { severities } from './severities.ts';
import { signatures } from './signatures.ts';
import { targetsKind } from './targets.ts';

/** Every kind. A new one is a file beside these and a line here. */
export const greenKinds: readonly GreenKind[] = [
  targetsKind,
  billsKind,
  databases,
  distributionsKind,
  ecosystems,
  programsKind,
  data,
  severities,
  facts,
  gateTargets,
  signatures,
  leftOut,
  lintFiles,
  outputs,
  rulesKind,
];
