import type { Package } from '../../../../core/index.ts';

/** Who needs what, asked from below. */
export class Dependents {
  readonly #packages: ReadonlyMap<string, Package>;
  #dependents: Map<string, string[]> | undefined;

  constructor(packages: readonly Package[]) {
    this.#packages = new Map(packages.map((one) => [one.id, one]));
  }

  #of(id: string): readonly string[] {
    if (this.#dependents === undefined) {
      this.#dependents = new Map();
      for (const { id: one, dependencies = [], ownedBy } of this.#packages.values()) {
        for (const needed of dependencies) this.#note(needed, one);
        if (ownedBy !== undefined) this.#note(one, ownedBy);
      }
    }
    return this.#dependents.get(id) ?? [];
  }

  #note(needed: string, by: string): void {
    const known = this.#dependents?.get(needed);
    if (known === undefined) this.#dependents?.set(needed, [by]);
    else known.push(by);
  }

  /**
   * Whether a package is there through these alone: every way from it upwards, by whoever needs it, ends at one of them. What is said of it inside of them
   * holds nowhere else. `undefined` when no way leads to one of them.
   */
  isOnlyThrough(id: string, wholes: ReadonlySet<string>): boolean | undefined {
    const seen = new Set([id]);
    const open = [id];
    let isThrough = false;
    let isElsewhere = false;
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const above = this.#of(one).filter((each) => each !== one);
      // Nobody needs it: it is there for itself.
      if (above.length === 0) isElsewhere = true;
      for (const each of above) {
        if (wholes.has(each)) isThrough = true;
        else if (!seen.has(each)) {
          seen.add(each);
          open.push(each);
        }
      }
    }
    return isThrough ? !isElsewhere : undefined;
  }
}
