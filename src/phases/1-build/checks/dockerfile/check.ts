import type { Severity } from '../../../../core/index.ts';
import type { Instruction, Position, TextEdit } from '../../../../foundations/formats/index.ts';
import type { SourceCheck } from '../source-check.ts';
import type { PlacedCommand } from './scripts.ts';
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
  /** What is mended: the instruction, or a command of it. */
  readonly instruction?: Instruction;
  readonly command?: PlacedCommand;
}

/** A check of Dockerfiles, `dockerfile/NAME`; NAME is that of its file. */
export interface DockerfileCheck extends SourceCheck<DockerfileView, Breach, TextEdit> {}
