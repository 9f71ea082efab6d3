import type { Severity } from '../../../../core/index.ts';
import type { Violation } from '../../../../foundations/kubernetes/index.ts';
import type { SourceCheck } from '../source-check.ts';
import type { ComposeService, ComposeView } from './view.ts';

/** One field of a service that a check is not content with. */
export interface ComposeBreach extends Violation {
  /** Whose finding it becomes: all breaches of one service are one finding. */
  readonly service: ComposeService;
  /** Set when this place is worse or less bad than the check says. */
  readonly severity?: Severity;
}

/** A check of Compose files, `compose/NAME`. Its examples are files by themselves. */
export interface ComposeCheck extends SourceCheck<ComposeView, ComposeBreach> {}
