import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { component } from './component.ts';
import { elfNote } from './elf-note/index.ts';
import { javaRuntime } from './java-runtime/index.ts';
import { linuxKernel } from './kernel/index.ts';
import { productOf } from './product.ts';
import { products, signatures } from './signatures/index.ts';

/** Java's releases are counted as its build tools count theirs. */
const orders: ReadonlyMap<string, string> = new Map([
  ...products.map(({ name, versionOrder }) => [name, versionOrder] as const),
  ['openjdk', 'maven'],
  ['graalvm', 'maven'],
]);

/** What no registry and no distribution knows by a name of its own (purl-spec, type `generic`). */
export const generic: Ecosystem = {
  type: 'generic',
  title: 'Software that no package manager brought',
  kind: 'registry',
  // Of most of it; what has letters behind its releases says its own.
  versionOrder: 'gem',
  orderOf: (name) => orders.get(name),
  osv: { name: 'Bitnami', separator: '/', normalise: asWritten, knownAs: component },
  cpeOf: productOf,
  extractors: [signatures, elfNote, javaRuntime, linuxKernel],
};
