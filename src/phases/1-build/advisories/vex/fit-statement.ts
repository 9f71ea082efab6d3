import type { Inventory, Package } from '../../../../core/index.ts';
import { type Fit, near, other } from './fit.ts';
import { fitWhole } from './fit-image.ts';
import { fitPackage } from './fit-package.ts';
import { Dependents } from './graph.ts';
import type { LookedAt } from './looked-at.ts';
import { PackageIndex } from './package-index.ts';
import type { VexComponent, VexProduct, VexStatement } from './statement.ts';

/** Compares statements with what is in an inventory; what was compared once is remembered. */
export class Fitting {
  readonly #at: LookedAt;
  readonly #packages: PackageIndex;
  readonly #dependents: Dependents;
  readonly #wholes = new WeakMap<VexProduct, Fit>();
  readonly #holders = new WeakMap<VexProduct, ReadonlySet<string>>();

  constructor({ packages }: Pick<Inventory, 'packages'>, at: LookedAt) {
    this.#at = at;
    this.#packages = new PackageIndex(packages);
    this.#dependents = new Dependents(packages);
  }

  /** Whether a statement is about a package here: by one of its products. */
  fit(statement: VexStatement, found: Package): Fit {
    let closest: Fit = other;
    for (const product of statement.products) {
      const fit = this.#product(product, found);
      if (fit.is === 'this' && (statement.status !== 'fixed' || fit.isPinned)) return fit;
      if (fit.is === 'this') closest = near('it says fixed, and not in which version');
      else if (fit.is === 'near' && closest.is === 'other') closest = fit;
    }
    return closest;
  }

  #product(product: VexProduct, found: Package): Fit {
    const { subcomponents } = product;
    const inIt = subcomponents.length === 0 ? undefined : this.#oneOf(subcomponents, found);
    const whole = this.#whole(product);
    if (inIt === undefined) {
      if (whole.is === 'this') return whole;
      const own = fitPackage(product, found, this.#at);
      return own.is === 'other' ? whole : own;
    }
    // Of another component of the product it says nothing, whichever product that is.
    if (inIt.is !== 'this') return inIt;
    if (whole.is === 'this') return { is: 'this', isPinned: whole.isPinned || inIt.isPinned };
    const holders = this.#holdersOf(product);
    const isThrough = holders.size === 0 ? undefined : this.#dependents.isOnlyThrough(found.id, holders);
    if (isThrough === true) return inIt;
    if (whole.is === 'near') return whole;
    if (isThrough === false) return near(`it holds inside ${nameOf(product)} alone, and this is there for others too`);
    return near(
      `it is about ${nameOf(product)}, ${holders.size > 0 ? 'through which this is not here' : 'which is not here'}`,
    );
  }

  #oneOf(components: readonly VexComponent[], found: Package): Fit {
    let closest: Fit = other;
    for (const one of components) {
      const fit = fitPackage(one, found, this.#at);
      if (fit.is === 'this') return fit;
      if (fit.is === 'near') closest = fit;
    }
    return closest;
  }

  #whole(product: VexProduct): Fit {
    const known = this.#wholes.get(product) ?? fitWhole(product, this.#at);
    this.#wholes.set(product, known);
    return known;
  }

  /** Packages here that are the product. */
  #holdersOf(product: VexProduct): ReadonlySet<string> {
    const candidates = (): readonly Package[] => product.names.flatMap((name) => this.#packages.candidates(name));
    const known =
      this.#holders.get(product) ??
      new Set(
        candidates()
          .filter((one) => fitPackage(product, one, this.#at).is === 'this')
          .map(({ id }) => id),
      );
    this.#holders.set(product, known);
    return known;
  }
}

/** How a statement calls it, for people. */
export function nameOf({ names }: VexComponent): string {
  return names[0]?.text.slice(0, 200) ?? 'something without a name';
}
