import type { AttackSurface } from '../../../../core/index.ts';
import type { ImageConfig } from '../../../../foundations/images/index.ts';
import type { ImageFiles } from '../../inventory/index.ts';
import { type BuildStep, buildSteps } from './history.ts';

/** What is known of an image that is judged. */
export interface ImageToJudge {
  readonly config: ImageConfig;
  /** How many layers it has; absent where nobody says. */
  readonly layers?: number;
  /** What it was asked for by; absent where it has no name. */
  readonly name?: string;
  /** What is known of its files; absent where nobody looked at its layers. */
  readonly files?: ImageFiles;
  /** Programs that are there, by sort. */
  readonly surface?: AttackSurface;
  readonly now: Date;
}

/** An image as the checks see it: what several of them ask is worked out once. */
export class ImageView {
  readonly config: ImageConfig;
  readonly steps: readonly BuildStep[];
  readonly name: string | undefined;
  readonly files: ImageFiles | undefined;
  readonly surface: AttackSurface | undefined;
  readonly now: Date;

  constructor({ config, layers, name, files, surface, now }: ImageToJudge) {
    this.config = config;
    this.steps = buildSteps(config.history, layers);
    this.name = name;
    this.files = files;
    this.surface = surface;
    this.now = now;
  }

  /** The variables that a container starts with. Of several with one name the last counts. */
  get variables(): ReadonlyMap<string, string> {
    return new Map(
      this.config.env.map((text) => {
        const at = text.indexOf('=');
        return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
      }),
    );
  }

  /** The words that a container runs, entrypoint and command together. */
  get command(): readonly string[] {
    return [...this.config.entrypoint, ...this.config.command];
  }
}
