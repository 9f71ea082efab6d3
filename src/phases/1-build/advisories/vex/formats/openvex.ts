import { type Digest, defined, SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject } from '../../../../../foundations/formats/index.ts';
import { hashName, readName, type VexName } from '../name.ts';
import type { VexComponent, VexDocument, VexProduct, VexStatement, VexStatus } from '../statement.ts';
import { ComponentCount, listOf, textOf, textsOf } from './members.ts';

const namespace = /^https:\/\/openvex\.dev\/ns(?:\/v(\d{1,3}\.\d{1,3}\.\d{1,3}))?\/?$/;

const statuses: ReadonlySet<string> = new Set(['not_affected', 'affected', 'fixed', 'under_investigation']);

/** OpenVEX specification, "Status Justifications". */
const justifications: ReadonlySet<string> = new Set([
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
]);

/** The version of OpenVEX that a document says it is of; undefined for another document. Versions before 0.2.0 name none, or write names as plain texts. */
export function openvexVersion(value: unknown): string | undefined {
  const context = field(value, '@context');
  const said = (Array.isArray(context) ? context : [context]).find(
    (one): one is string => typeof one === 'string' && namespace.test(one),
  );
  return said === undefined ? undefined : (namespace.exec(said)?.[1] ?? '');
}

/** A document of OpenVEX (openvex/spec, OPENVEX-SPEC.md, 0.0.1 to 0.2.0). Throws `E_FORMAT` for one that is not as it should be, `E_LIMIT`. */
export function readOpenvex(value: unknown, where: string, about?: Digest): VexDocument {
  const version = openvexVersion(value) ?? '';
  const tally = new ComponentCount(where);
  const time = textOf(value, 'timestamp');
  const statements = listOf(value, 'statements', where);
  return {
    format: ['OpenVEX', version].filter(Boolean).join(' '),
    author: textOf(value, 'author') ?? 'somebody who is not named',
    statements: statements.map((one, index) => readStatement(one, index, { time, where, tally, about })),
  };
}

interface Of {
  readonly time: string | undefined;
  readonly about: Digest | undefined;
  readonly where: string;
  readonly tally: ComponentCount;
}

function readStatement(value: unknown, index: number, { time, where, tally, about }: Of): VexStatement {
  const place = `statement ${index + 1}`;
  const at = `${where}, ${place}`;
  if (!isObject(value)) throw new SeaworthyError('E_FORMAT', 'a statement that is no object', { where: at });
  const status = textOf(value, 'status');
  if (status === undefined || !statuses.has(status))
    throw new SeaworthyError('E_FORMAT', `a status that OpenVEX does not know: ${JSON.stringify(status ?? null)}`, {
      where: at,
    });
  const own = textOf(value, 'last_updated') ?? textOf(value, 'timestamp') ?? time;
  const inAll = listOf(value, 'subcomponents', at).map((one) => readComponent(one, tally));
  const listed = listOf(value, 'products', at).map((one): VexProduct => {
    const within = listOf(one, 'subcomponents', at).map((each) => readComponent(each, tally));
    return { ...readComponent(one, tally), subcomponents: within.length > 0 ? within : inAll };
  });
  // "OpenVEX inherits from its encapsulating format": the subject of an attestation is the product where no other is named.
  const products =
    listed.length > 0 || about === undefined ? listed : [{ names: [readName(about)], subcomponents: inAll }];
  const vulnerabilities = idsOf(field(value, 'vulnerability'));
  const said = {
    justification: textOf(value, 'justification'),
    detail: textOf(value, 'impact_statement') ?? textOf(value, 'action_statement') ?? textOf(value, 'status_notes'),
  };
  const fault =
    vulnerabilities.length === 0
      ? 'it names no vulnerability'
      : products.length === 0
        ? 'it names no product'
        : status === 'not_affected'
          ? whyUnfounded(said.justification, textOf(value, 'impact_statement'))
          : undefined;
  return {
    place,
    vulnerabilities,
    products,
    status: status as VexStatus,
    ...defined({ ...said, time: own, fault }),
  };
}

/** "For statements conveying a not_affected status, a VEX document MUST include either a status justification or an impact_statement." */
function whyUnfounded(justification: string | undefined, impact: string | undefined): string | undefined {
  if (impact !== undefined || (justification !== undefined && justifications.has(justification))) return undefined;
  return justification === undefined
    ? 'it says not_affected without a justification or an impact statement'
    : 'its justification is none that OpenVEX knows, and it has no impact statement';
}

/** `{ "@id", name, aliases }`, or, before 0.2.0, the id as a text. */
function idsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  const name = textOf(value, 'name') ?? lastPart(textOf(value, '@id'));
  return [...(name === undefined ? [] : [name]), ...textsOf(value, 'aliases')];
}

/** An address of a flaw ends with its id. */
const lastPart = (iri: string | undefined): string | undefined => iri?.split(/[/#:]/).findLast((part) => part !== '');

/** A component by `@id`, `identifiers` and `hashes`, or as a text. */
function readComponent(value: unknown, tally: ComponentCount): VexComponent {
  tally.take();
  if (typeof value === 'string') return { names: [readName(value)] };
  const identifiers = field(value, 'identifiers');
  const texts = [textOf(value, '@id'), ...['purl', 'cpe22', 'cpe23'].map((name) => textOf(identifiers, name))];
  const hashes = field(value, 'hashes');
  const named = (isObject(hashes) ? Object.entries(hashes) : []).flatMap(([algorithm, digest]): VexName[] => {
    const name = typeof digest === 'string' ? hashName(algorithm, digest) : undefined;
    return name === undefined ? [] : [name];
  });
  const names = [...new Set(texts.filter((one) => one !== undefined))].map(readName);
  tally.take(names.length + named.length);
  return { names: [...names, ...named] };
}
