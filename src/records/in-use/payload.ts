import { count, list, number, object, oneOf, type Shape, text, time } from '../shape.ts';

/** A package that was seen in use. Times are ISO 8601 with nanoseconds. */
export interface InUsePackage {
  readonly purl: string;
  readonly name: string;
  readonly version: string;
  /** The strongest use: run as a program, then mapped as code, then opened. */
  readonly strongest: 'exec' | 'map' | 'open';
  readonly exec: number;
  readonly map: number;
  readonly open: number;
  readonly first: string;
  readonly last: string;
  /** The most telling files, with leading slash. */
  readonly files: readonly string[];
}

/** Payload of an `in-use` record: what was seen of an image, over which time, and what could not be seen. */
export interface InUseEvidence {
  readonly observation: {
    readonly first: string;
    readonly last: string;
    /** Milliseconds from the first event to the last. */
    readonly observedFor: number;
    readonly events: number;
    /** Containers of the image that were watched. */
    readonly containers: readonly string[];
  };
  /** Why something that was used may be missing. Empty when nothing is known to be: still, only what happened in that time can be seen. */
  readonly limits: readonly string[];
  readonly packages: readonly InUsePackage[];
  /** How many used files belong to no package we know. */
  readonly unownedFiles: number;
}

export const inUseShape: Shape<InUseEvidence> = object<InUseEvidence>({
  observation: object<InUseEvidence['observation']>({
    first: time,
    last: time,
    observedFor: number,
    events: count,
    containers: list(text),
  }),
  limits: list(text),
  packages: list(
    object<InUsePackage>({
      purl: text,
      name: text,
      version: text,
      strongest: oneOf('exec', 'map', 'open'),
      exec: count,
      map: count,
      open: count,
      first: time,
      last: time,
      files: list(text),
    }),
  ),
  unownedFiles: count,
});
