import type { Phase } from '../../../core/index.ts';
import type { Question } from '../question.ts';
import { afterRemoval } from './after-removal.ts';
import { foundRunning } from './found-running.ts';
import { gateOpen } from './gate-open.ts';
import { importOpen, lintOpen } from './lint-open.ts';
import { notScanned } from './not-scanned.ts';
import { oldData } from './old-data.ts';
import { signatureOpen } from './signature-open.ts';
import { unused } from './unused.ts';
import { urgentFindings } from './urgent-findings.ts';

/** Everything that is asked, in the order of the phases. A new question is one file beside these and one line here. */
export const questions: readonly { readonly phase: Phase; readonly ask: Question }[] = [
  { phase: 'build', ask: urgentFindings },
  { phase: 'build', ask: lintOpen },
  { phase: 'build', ask: importOpen },
  { phase: 'build', ask: notScanned },
  { phase: 'build', ask: oldData },
  { phase: 'ship', ask: signatureOpen },
  { phase: 'deploy', ask: gateOpen },
  { phase: 'run', ask: foundRunning },
  { phase: 'run', ask: unused },
  { phase: 'retire', ask: afterRemoval },
];
