import { defined, isDigest, SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject } from '../../../../../foundations/formats/index.ts';
import { hashName, readName, type VexName } from '../name.ts';
import type { VexComponent, VexDocument, VexProduct, VexStatement, VexStatus } from '../statement.ts';
import { ComponentCount, listOf, textOf } from './members.ts';

/** `impactAnalysisState` of the schema (ECMA-424, "Vulnerability Analysis"). */
const states: Readonly<Record<string, VexStatus>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
};

export const isCyclonedx = (value: unknown): boolean => field(value, 'bomFormat') === 'CycloneDX';

export interface CyclonedxVexOptions {
  /** The document is the bill of materials that was looked at: what it refers to is what it lists. */
  readonly isLookedAt: boolean;
}

/**
 * Analyses of vulnerabilities in a CycloneDX document: one of VEX alone, or a bill of materials. What it says of a component, it says of it in the product
 * that the document is about, where it names one. Throws `E_FORMAT`, `E_LIMIT`.
 */
export function readCyclonedxVex(value: unknown, where: string, { isLookedAt }: CyclonedxVexOptions): VexDocument {
  const tally = new ComponentCount(where);
  const metadata = field(value, 'metadata');
  const time = textOf(metadata, 'timestamp');
  const subject = field(metadata, 'component');
  const about = { isLookedAt, tally, components: componentsOf(value, where), subject, time, where };
  const list = listOf(value, 'vulnerabilities', where);
  return {
    format: ['CycloneDX', textOf(value, 'specVersion')].filter(Boolean).join(' '),
    author: authorOf(metadata),
    statements: list.flatMap((one, index) => readVulnerability(one, index, about) ?? []),
  };
}

interface About extends CyclonedxVexOptions {
  readonly tally: ComponentCount;
  readonly components: ReadonlyMap<string, unknown>;
  readonly subject: unknown;
  readonly time: string | undefined;
  readonly where: string;
}

/** Undefined where nothing was analysed: the entry only says that there is a flaw. */
function readVulnerability(value: unknown, index: number, about: About): VexStatement | undefined {
  const analysis = field(value, 'analysis');
  const state = textOf(analysis, 'state');
  if (state === undefined) return undefined;
  const status = Object.hasOwn(states, state) ? states[state] : undefined;
  const at = `${about.where}, vulnerability ${index + 1}`;
  if (status === undefined)
    throw new SeaworthyError('E_FORMAT', `a state of analysis that CycloneDX does not know: ${state.slice(0, 100)}`, {
      where: at,
    });
  const references = listOf(value, 'references', at).flatMap((one) => textOf(one, 'id') ?? []);
  const id = textOf(value, 'id');
  const vulnerabilities = [...(id === undefined ? [] : [id]), ...references];
  const products = listOf(value, 'affects', at).flatMap((one) => productsOf(one, about, at));
  const time =
    textOf(analysis, 'lastUpdated') ??
    textOf(analysis, 'firstIssued') ??
    textOf(value, 'updated') ??
    about.time ??
    textOf(value, 'published');
  const fault =
    vulnerabilities.length === 0
      ? 'it names no vulnerability'
      : products.length === 0
        ? 'it affects nothing'
        : undefined;
  return {
    place: `vulnerability ${index + 1}`,
    vulnerabilities,
    products,
    status,
    ...defined({ justification: textOf(analysis, 'justification'), detail: textOf(analysis, 'detail'), time, fault }),
  };
}

/** What one entry of `affects` is about: once for each version that it lists. */
function productsOf(value: unknown, about: About, at: string): readonly VexProduct[] {
  const ref = textOf(value, 'ref');
  if (ref === undefined) return [];
  about.tally.take();
  const component: VexComponent = { names: namesOfRef(ref, about) };
  const versions = listOf(value, 'versions', at).filter((one) => textOf(one, 'status') !== 'unaffected');
  const each = versions.map((one): VexComponent => {
    about.tally.take();
    const version = textOf(one, 'version');
    if (version !== undefined) return { ...component, version };
    return { ...component, range: textOf(one, 'range') ?? 'a version without a number' };
  });
  const all = each.length > 0 ? each : [component];
  const product = productAround(ref, about);
  return all.map((one) =>
    product === undefined ? { ...one, subcomponents: [] } : { ...product, subcomponents: [one] },
  );
}

/** The product that the document is about, where what it refers to is a component in it. */
function productAround(ref: string, { subject, components, isLookedAt }: About): VexComponent | undefined {
  if (isLookedAt || !isObject(subject) || textOf(subject, 'bom-ref') === ref || !components.has(ref)) return undefined;
  const names = namesOfComponent(subject);
  return names.length === 0 ? undefined : { names };
}

function namesOfRef(ref: string, { isLookedAt, components, subject }: About): readonly VexName[] {
  if (isLookedAt) return [{ kind: 'own', text: ref }];
  const component = textOf(subject, 'bom-ref') === ref ? subject : components.get(ref);
  // A reference of the document itself means nothing elsewhere; that of another document is a BOM-Link, or a package URL.
  return component === undefined ? [readName(ref)] : namesOfComponent(component);
}

/** A component by its package URL, CPE, hashes; an image also by its name and digest, as makers write them. */
function namesOfComponent(value: unknown): readonly VexName[] {
  const texts = [textOf(value, 'purl'), textOf(value, 'cpe')];
  const hashes = field(value, 'hashes');
  const hashed = (Array.isArray(hashes) ? hashes : []).flatMap(
    (one) => hashName(textOf(one, 'alg') ?? '', textOf(one, 'content') ?? '') ?? [],
  );
  const names = [...texts.filter((one) => one !== undefined).map(readName), ...hashed];
  if (textOf(value, 'type') !== 'container') return names.length > 0 ? names : plainName(value);
  const version = textOf(value, 'version');
  const image = textOf(value, 'name');
  if (version !== undefined && isDigest(version)) return [...names, readName(version)];
  return [...names, ...(image === undefined ? [] : [readName(image)])];
}

/** One that has nothing but a name is called by it: it fits nothing that is known by more. */
function plainName(value: unknown): readonly VexName[] {
  const text = [textOf(value, 'name'), textOf(value, 'version')].filter(Boolean).join(' ');
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** Components by their references, those within others too. */
function componentsOf(value: unknown, where: string): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const open: unknown[] = [...listOf(value, 'components', where)];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const ref = textOf(one, 'bom-ref');
    if (ref !== undefined && !found.has(ref)) found.set(ref, one);
    const within = field(one, 'components');
    if (Array.isArray(within)) for (const each of within) open.push(each);
  }
  return found;
}

function authorOf(metadata: unknown): string {
  const authors = field(metadata, 'authors');
  const people = (Array.isArray(authors) ? authors : []).flatMap(
    (one) => textOf(one, 'name') ?? textOf(one, 'email') ?? [],
  );
  const makers = ['manufacturer', 'manufacture', 'supplier'].flatMap(
    (name) => textOf(field(metadata, name), 'name') ?? [],
  );
  return people[0] ?? makers[0] ?? 'somebody who is not named';
}
