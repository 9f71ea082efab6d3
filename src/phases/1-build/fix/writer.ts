import type { TextEdit } from '../../../foundations/formats/index.ts';

/** A text edit of a file that is rewritten, or of one that it takes from. */
export interface FileEdit extends TextEdit {
  /** The file, where it is another than the one that was to be rewritten: that one takes the version from there. */
  readonly path?: string;
}

/** Texts of a project by their path. */
export type Texts = ReadonlyMap<string, string>;

/** A package that a file is to ask for in another version. */
export interface Wish {
  /** As `Package.name`. */
  readonly name: string;
  readonly installed: string;
  readonly to: string;
}

/** The edits of a file; that it asks for the version already; or why it cannot be rewritten, in words, and whether that is because it does not ask for the package at all. */
export type Written =
  | { readonly edits: readonly [FileEdit, ...FileEdit[]] }
  | { readonly isSettled: true }
  | { readonly why: string; readonly isAbsent?: true };

/** What a file asks for: of a range the lowest version. */
export interface AskedVersion {
  readonly name: string;
  readonly version: string;
}

/** What each file asks for, with what it takes from others. */
export type AskedByFile = ReadonlyMap<string, readonly AskedVersion[]>;

/** What was read of a text already, by reader and text: the files of a project are read again for each edit. */
export type AskMemo = Map<string, unknown>;

/** Rewrites one kind of file: only the text of versions, so that everything else stays as its author wrote it. Pure. */
export interface Writer {
  readonly id: string;
  readonly title: string;
  /** Purl type of the packages that it asks for. */
  readonly type: string;
  readonly isFile: (path: string) => boolean;
  /** Loads what it reads with where that is heavy: awaited before anything else. */
  readonly prepare?: () => Promise<unknown>;
  /** Another file says which version is built: how the one that proves a package is made anew, as a person types it. */
  readonly lock?: (wish: Wish, proof: string) => string | undefined;
  /** What has to be run once the file is rewritten, where something beside it goes with it. */
  readonly afterwards?: (wish: Wish) => string | undefined;
  /** It may take versions from other files of its kind: all of the project are looked at. */
  readonly takesFromOthers?: true;
  /** The edits of one file, or of those of `texts` (all of its kind) from which it takes the version. */
  write(path: string, text: string, wish: Wish, texts: Texts): Written;
  /** What each of the files asks for, read apart from `write` and by the readers of this program where there are such: it proves an edit. Throws `E_FORMAT`. */
  asks(texts: Texts, memo: AskMemo): AskedByFile;
}

/** What files ask for of which each says all itself. */
export const oneByOne =
  (asks: (path: string, text: string) => readonly AskedVersion[]): Writer['asks'] =>
  (texts, memo) =>
    new Map(
      [...texts].map(([path, text]) => {
        const key = `${path}\n${text}`;
        const known = (memo.get(key) as readonly AskedVersion[] | undefined) ?? asks(path, text);
        memo.set(key, known);
        return [path, known];
      }),
    );

/** Edits where there are some, else why not. */
export function written(edits: readonly FileEdit[], why: string, isAbsent = false): Written {
  const [first, ...rest] = edits;
  if (first !== undefined) return { edits: [first, ...rest] };
  return isAbsent ? { why, isAbsent } : { why };
}

/** Where each line begins and what stands in it, without its end: that of most readers, or what `end` says. */
export function* linesOf(text: string, end = /\r?\n/): Iterable<{ readonly start: number; readonly line: string }> {
  let start = 0;
  for (const { index, 0: ended } of text.matchAll(new RegExp(end, 'g'))) {
    yield { start, line: text.slice(start, index) };
    start = index + ended.length;
  }
  yield { start, line: text.slice(start) };
}
