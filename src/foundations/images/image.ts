import type { Platform, Problem, Subject } from '../../core/index.ts';
import type { Descriptor } from './descriptor.ts';
import type { Layer } from './layer.ts';

/** One step of how the image was built (OCI image configuration, `history`). */
export interface HistoryStep {
  /** On one line. */
  readonly createdBy: string;
  /** As written, where that has several lines: in a script they part commands. */
  readonly lines?: string;
  readonly created?: string;
  readonly comment?: string;
  /** True when the step brought no layer. */
  readonly empty: boolean;
}

/** The part of the image configuration that we use (OCI image-spec, "Image Configuration"; docker image v1.2). */
export interface ImageConfig {
  readonly created?: string;
  readonly author?: string;
  readonly platform: Platform;
  readonly user?: string;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workingDirectory?: string;
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly healthcheck?: readonly string[];
  /** Instructions that a build from this image runs (docker image v1.2, `OnBuild`). */
  readonly onBuild?: readonly string[];
  readonly stopSignal?: string;
  readonly history: readonly HistoryStep[];
}

/** An image, or a directory taken as a root file system, opened for reading. */
export interface OpenedImage {
  readonly subject: Subject;
  /** How the target was understood, for the person who gave it: `OCI layout ./lay, tag v1`. */
  readonly description: string;
  readonly config?: ImageConfig;
  /** Base first. */
  readonly layers: readonly Layer[];
  /** Images that were listed beside it, for other platforms or for the same, and were not opened. */
  readonly beside?: readonly Pick<Descriptor, 'digest' | 'platform'>[];
  /** What is to be told of how it was found: where else the name was looked for, and what was said there. */
  readonly told?: readonly Problem[];
  /** Releases files and connections. */
  close(): Promise<void>;
}
