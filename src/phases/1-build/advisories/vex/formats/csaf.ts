import { defined } from '../../../../../core/index.ts';
import {
  type CsafProduct,
  type CsafStatement,
  type CsafStatus,
  type CsafVulnerability,
  csafDocument,
} from '../../csaf/index.ts';
import { hashName, readName, type VexName } from '../name.ts';
import type { VexComponent, VexDocument, VexProduct, VexStatement, VexStatus } from '../statement.ts';
import { ComponentCount } from './members.ts';

/** CSAF 2.0, §3.2.3.9; what is `recommended` says nothing of a flaw. */
const statuses: Readonly<Record<CsafStatus, VexStatus | undefined>> = {
  known_not_affected: 'not_affected',
  fixed: 'fixed',
  first_fixed: 'fixed',
  known_affected: 'affected',
  first_affected: 'affected',
  last_affected: 'affected',
  under_investigation: 'under_investigation',
  recommended: undefined,
};

/** A CSAF document, of the VEX profile or another. Throws `E_FORMAT`, `E_LIMIT`. */
export function readCsafVex(value: unknown, where: string): VexDocument {
  const document = csafDocument(value, where);
  const count = new ComponentCount(where);
  const isVexProfile = document.category === 'csaf_vex';
  return {
    format: 'CSAF',
    author: document.publisher.name || 'somebody who is not named',
    statements: document.vulnerabilities.flatMap((one, index) =>
      statementsOf(one, { place: `vulnerability ${index + 1}`, time: document.released, isVexProfile, count }),
    ),
  };
}

interface Of {
  readonly place: string;
  readonly time: string | undefined;
  readonly isVexProfile: boolean;
  readonly count: ComponentCount;
}

/** One for every way in which its products are spoken of: those of one status and one reason share it. */
function statementsOf(one: CsafVulnerability, of: Of): readonly VexStatement[] {
  const vulnerabilities = [...(one.cve === undefined ? [] : [one.cve]), ...one.ids];
  const same = new Map<string, { readonly said: CsafStatement; readonly products: VexProduct[] }>();
  for (const said of one.statements()) {
    if (statuses[said.status] === undefined) continue;
    of.count.take();
    const key = JSON.stringify([statuses[said.status], said.justification, said.impact]);
    const known = same.get(key) ?? { said, products: [] };
    same.set(key, known);
    known.products.push(productOf(said, of.count));
  }
  return [...same.values()].map(({ said, products }, index) => statementOf(said, products, vulnerabilities, index, of));
}

function statementOf(
  { status, justification, impact }: CsafStatement,
  products: readonly VexProduct[],
  vulnerabilities: readonly string[],
  index: number,
  { place, time, isVexProfile }: Of,
): VexStatement {
  const word = statuses[status] ?? 'under_investigation';
  // §4.5: the profile asks for a flag or a threat of the category `impact` with every product that is not affected.
  const isUnfounded = isVexProfile && word === 'not_affected' && justification === undefined && impact === undefined;
  const fault =
    vulnerabilities.length === 0
      ? 'it names no vulnerability'
      : isUnfounded
        ? 'it says known_not_affected without a flag or an impact statement'
        : undefined;
  return {
    place: index === 0 ? place : `${place}, part ${index + 1}`,
    vulnerabilities,
    products,
    status: word,
    // A threat of that category is also how severe it is, in the words of some publishers.
    ...defined({ justification, detail: word === 'not_affected' ? impact : undefined, time, fault }),
  };
}

/** A product, or a component in or on another. */
function productOf({ product, productId }: CsafStatement, count: ComponentCount): VexProduct {
  if (product === undefined) return { names: [{ kind: 'text', text: productId }], subcomponents: [] };
  const component = componentOf(product.component, count);
  const [whole, ...further] = product.wholes;
  if (whole === undefined) return { ...component, subcomponents: [] };
  if (further.length > 0) {
    const text = [product.component, ...product.wholes].map(({ name }) => name).join(' in ');
    return { names: [{ kind: 'text', text }], subcomponents: [component] };
  }
  return { ...componentOf(whole, count), subcomponents: [component] };
}

function componentOf({ name, cpe, purls, hashes, branch }: CsafProduct, count: ComponentCount): VexComponent {
  const hashed = hashes.flatMap((hash): VexName[] => {
    const colon = hash.indexOf(':');
    const known = hashName(hash.slice(0, colon), hash.slice(colon + 1));
    return known === undefined ? [] : [known];
  });
  const names = [...purls, ...(cpe === undefined ? [] : [cpe])].map(readName);
  const all = [...names, ...hashed];
  count.take(all.length);
  if (all.length === 0) return { names: [readName(name)] };
  // A branch says the version where no name does.
  const isOpen = all.every((one) => one.kind === 'purl' && one.purl.version === undefined);
  if (branch?.category === 'product_version' && isOpen) return { names: all, version: branch.name };
  if (branch?.category === 'product_version_range' && isOpen) return { names: all, range: branch.name };
  return { names: all };
}
