/**
 * How software left the trace.
 * - `database`: a package manager's own record of what it installed; it may stand at the root or below another one (a chroot inside an image).
 * - `software`: a file that is software, or says of itself which software it is: an archive, an installed gem's specification.
 * - `declared`: a lock file or a bill of materials, which says what was wanted or is said to be there; what is installed proves more.
 */
export type TraceKind = 'database' | 'software' | 'declared';

/** One kind of proof that software is there, whether or not an extractor reads it. Data: a new package manager or ecosystem is one entry in a list. */
export interface Trace {
  readonly kind: TraceKind;
  /** Of a database: whose ("Portage"). Else what the files are, in the plural ("Java archives"). */
  readonly what: string;
  /**
   * Where it lies, below any folder: `*.jar`, `conda-meta/*.json`. A star stands for anything but a slash. With a slash at
   * the end it is a folder, proved by any file at any depth in it.
   */
  readonly places: readonly string[];
  /** Purl types of packages that say the same as this trace does. Where such a package was found the trace is read: see `reach`. */
  readonly types?: readonly string[];
  /**
   * How far a package of `types` reaches: `image`, wherever in the image it was found; `project`, found in the trace's folder, above or below it.
   * Packages that the distribution brought prove nothing about a project's lock file.
   */
  readonly reach?: 'image' | 'project';
  /** Of software: it stands beside its manifest, so that a package that was found in the same folder says the same. */
  readonly beside?: boolean;
  /** Which paths of such a place prove nothing: those among somebody's tests, of which the extractor says so too. */
  except?(path: string): boolean;
  /** Of software: whether the folder it lies in is full of what it tells, so that programs there are not told one by one. A database covers its root. */
  readonly covers?: boolean;
}
