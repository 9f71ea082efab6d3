import type { Check, Severity } from '../../../../core/index.ts';
import type { ImageView } from './view.ts';

/** One place of an image where a check is not kept. */
export interface ImageBreach {
  /** The entry of the configuration, as `ImageConfigLocation` names it; absent where it is a file. */
  readonly entry?: string;
  /** The file or folder, without leading slash. */
  readonly path?: string;
  /** Number of the layer that brought it, from 0, where that is known. */
  readonly layer?: number;
  /** What is there, short. A value that may be a secret is left out. */
  readonly observed: string;
  /** What should be there. */
  readonly expected: string;
  readonly severity?: Severity;
}

/** An image in an example: its configuration in the form of the OCI image specification, of the history what each step says of itself. */
export interface ImageExample {
  readonly name?: string;
  readonly created?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly history?: readonly string[];
  /** Files of its one layer; those of accounts with what stands in them. */
  readonly files?: readonly ExampleFile[];
  readonly accounts?: Readonly<Record<string, string>>;
}

/** A file of an example; root's where nobody else is named. */
interface ExampleFile {
  readonly path: string;
  readonly mode: number;
  readonly kind?: 'directory';
  /** Number of its user. */
  readonly owner?: number;
  readonly capabilities?: number;
  /** A package brought it. */
  readonly packaged?: true;
}

/** What of an image a check looks at: where that is not at hand, it does not look, and that is told. */
export type ImagePart = 'config' | 'history' | 'name' | 'files';

/** A check of an image, `image/NAME`. */
export interface ImageCheck extends Check<ImageExample> {
  /** Raised whenever the same image would be judged otherwise. */
  readonly version: number;
  readonly of: ImagePart;
  look(view: ImageView): Iterable<ImageBreach>;
}
