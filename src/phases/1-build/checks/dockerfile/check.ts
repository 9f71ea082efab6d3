import type { Check, Severity } from '../../../../core/index.ts';
import type { Position } from '../../../../foundations/formats/index.ts';
import type { DockerfileView } from './view.ts';

/** One place where a check is not kept. */
export interface Breach {
  readonly at: Position;
  /** What stands there, short. A value that may be a secret is left out. */
  readonly observed: string;
  /** What should stand there. */
  readonly expected: string;
  /** Set when this place is worse or less bad than the check says. */
  readonly severity?: Severity;
}

/** A check of Dockerfiles, `dockerfile/NAME`; NAME is that of its file. Its aliases work in ignore comments; its examples are whole files. */
export interface DockerfileCheck extends Check<string> {
  /** Raised whenever the same file would be judged otherwise. */
  readonly version: number;
  look(view: DockerfileView): Iterable<Breach>;
}
