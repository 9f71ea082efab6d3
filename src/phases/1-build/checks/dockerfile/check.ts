import type { Severity } from '../../../../core/index.ts';
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

/** A check of Dockerfiles, written as an entry of a handbook. */
export interface DockerfileCheck {
  /** Kebab-case, the name of its file. The finding's id is `dockerfile/ID`. */
  readonly id: string;
  /** Raised whenever the same file would be judged otherwise. */
  readonly version: number;
  /** One line for people: what is wrong. */
  readonly title: string;
  readonly severity: Severity;
  /** Ids of the same rule elsewhere; each also works in an ignore comment. */
  readonly aliases: readonly string[];
  /** What can go wrong because of it. */
  readonly why: string;
  /** What to do. */
  readonly remedy: string;
  readonly references: readonly string[];
  /** A whole file that does not keep it, and one that does. A test runs both. */
  readonly violates: string;
  readonly keeps: string;
  look(view: DockerfileView): Iterable<Breach>;
}
