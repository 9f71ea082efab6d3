import { type Package, type Problem, someOf } from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import type { FoundPackage } from '../ecosystems/index.ts';

/** Packages that are named; the rest is counted. */
const mostNamed = 3;

const keyOf = ({ type, name, version }: Pick<Package, 'type' | 'name' | 'version'>): string =>
  [type, name.toLowerCase(), version].join('\n');

/** Packages that a list names and of which no file is where the list puts it: they are passed over, and that is said. */
export class PackagesWithoutFiles {
  readonly #passed = new Map<string, { readonly text: string; readonly path: string; readonly part: string }>();
  readonly #tree: FileTree;

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  /** Whether a package is passed over, which is kept in mind. */
  has(found: FoundPackage, part: string, path: string): boolean {
    if (!found.onlyWithFiles || found.files?.some((file) => this.#tree.resolve(file) !== undefined)) return false;
    const key = keyOf(found);
    if (!this.#passed.has(key)) this.#passed.set(key, { text: `${found.name} ${found.version}`, path, part });
    return true;
  }

  /**
   * One word for each extractor, about what nothing else told. It is none of what is missing: a library that was built brings the list of what it was built
   * with and not the files, and so do the tools of a development kit.
   */
  problems(packages: readonly Package[]): Problem[] {
    const told = new Set(packages.map(keyOf));
    const byPart = Map.groupBy(
      [...this.#passed].flatMap(([key, one]) => (told.has(key) ? [] : [one])),
      ({ part }) => part,
    );
    return [...byPart].map(([part, passed]): Problem => {
      const names = someOf(passed.map(({ text }) => text).sort(), mostNamed);
      return {
        code: 'E_INCOMPLETE',
        message: `listed, and none of their files is where the list puts it, so that they are not in this inventory: ${names}`,
        where: `/${passed.map(({ path }) => path).sort()[0] ?? ''}`,
        part,
        incomplete: false,
      };
    });
  }
}
