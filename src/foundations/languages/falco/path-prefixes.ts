import { compileGlob, fnmatchGlob, type GlobMatcher } from '../../formats/index.ts';

interface Branch {
  readonly exact: Map<string, Branch>;
  readonly globs: { readonly text: string; readonly fits: GlobMatcher; readonly branch: Branch }[];
  ends: boolean;
}

const branch = (): Branch => ({ exact: new Map(), globs: [], ends: false });

const componentsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

/**
 * The set behind `pmatch`: a path fits when one of the prefixes is the whole of its first components. A component of a prefix may be a glob.
 */
export class PathPrefixes {
  readonly #root = branch();

  constructor(prefixes: readonly string[]) {
    for (const prefix of prefixes) this.#add(prefix);
  }

  /** Whether one of the prefixes leads to the path. */
  covers(path: string): boolean {
    const parts = componentsOf(path);
    let front = [this.#root];
    for (const part of parts) {
      if (front.some(({ ends }) => ends)) return true;
      const next: Branch[] = [];
      for (const { exact, globs } of front) {
        const found = exact.get(part);
        if (found !== undefined) next.push(found);
        for (const glob of globs) if (glob.fits(part)) next.push(glob.branch);
      }
      if (next.length === 0) return false;
      front = next;
    }
    return front.some(({ ends }) => ends);
  }

  #add(prefix: string): void {
    let at = this.#root;
    for (const part of componentsOf(prefix)) at = isGlob(part) ? globBranch(at, part) : exactBranch(at, part);
    at.ends = true;
  }
}

/** Whether the text is a pattern. A backslash alone makes none: it is a character that names of files may have. */
const isGlob = (text: string): boolean => /[*?[]/.test(text);

function exactBranch(at: Branch, part: string): Branch {
  const found = at.exact.get(part);
  if (found !== undefined) return found;
  const made = branch();
  at.exact.set(part, made);
  return made;
}

function globBranch(at: Branch, part: string): Branch {
  const found = at.globs.find(({ text }) => text === part);
  if (found !== undefined) return found.branch;
  const made = { text: part, fits: compileGlob(part, fnmatchGlob), branch: branch() };
  at.globs.push(made);
  return made.branch;
}
