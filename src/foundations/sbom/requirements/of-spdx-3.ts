import { defined } from '../../../core/index.ts';
import { field, isObject } from '../../formats/index.ts';
import { listIn, textIn } from './members.ts';
import {
  asStated,
  type Contact,
  type OwnStatement,
  ownStatement,
  type StatedComponent,
  type StatedDocument,
} from './stated.ts';

const idOf = (element: unknown): string | undefined => textIn(element, 'spdxId') ?? textIn(element, '@id');
const typeOf = (element: unknown): string | undefined => textIn(element, 'type') ?? textIn(element, '@type');

/** The elements of a document by what they are called, and what they say of one another. */
class Graph {
  readonly elements: readonly unknown[];
  readonly #byId = new Map<string, unknown>();
  readonly #related = new Map<string, { readonly type: string; readonly to: readonly string[] }[]>();
  /** What our own annotations say, by what they are about. */
  readonly notes = new Map<string, OwnStatement>();
  /** Whether a relationship says how complete it is. */
  saysCompleteness = false;

  constructor(document: unknown) {
    this.elements = listIn(document, '@graph').filter(isObject);
    for (const one of this.elements) {
      const id = idOf(one);
      if (id !== undefined) this.#byId.set(id, one);
      const subject = typeOf(one) === 'Annotation' ? textIn(one, 'subject') : undefined;
      const said = subject === undefined ? undefined : ownStatement(textIn(one, 'statement'));
      if (subject !== undefined && said !== undefined && !this.notes.has(subject)) this.notes.set(subject, said);
      const [from, type] = [textIn(one, 'from'), textIn(one, 'relationshipType')];
      if (from === undefined || type === undefined) continue;
      if (textIn(one, 'completeness') !== undefined) this.saysCompleteness = true;
      const known = this.#related.get(from) ?? [];
      known.push({ type, to: textsIn(one, 'to') });
      this.#related.set(from, known);
    }
  }

  ofType(...types: readonly string[]): readonly unknown[] {
    return this.elements.filter((one) => types.includes(typeOf(one) ?? ''));
  }

  named(ids: readonly string[]): readonly unknown[] {
    return ids.flatMap((id) => this.#byId.get(id) ?? []);
  }

  from(id: string, type: string): readonly string[] {
    return (this.#related.get(id) ?? []).filter((one) => one.type === type).flatMap(({ to }) => to);
  }

  /** What is needed or contained, by who says so. */
  dependencies(): ReadonlyMap<string, readonly string[]> {
    const types = ['dependsOn', 'contains'];
    return new Map(
      [...this.#related].flatMap(([from, all]) => {
        const needed = all.filter(({ type }) => types.includes(type));
        return needed.length === 0 ? [] : [[from, needed.flatMap(({ to }) => to)] as const];
      }),
    );
  }
}

const textsIn = (value: unknown, name: string): readonly string[] =>
  listIn(value, name).filter((one): one is string => typeof one === 'string');

/** A person or an organisation, with the addresses among its identifiers (class Agent). */
function contactOf(agent: unknown): Contact {
  const emails = listIn(agent, 'externalIdentifier').filter((one) => textIn(one, 'externalIdentifierType') === 'email');
  const urls = listIn(agent, 'externalIdentifier').filter(
    (one) => textIn(one, 'externalIdentifierType') === 'urlScheme',
  );
  return defined({
    name: textIn(agent, 'name'),
    email: textIn(emails[0], 'identifier'),
    url: textIn(urls[0], 'identifier'),
  });
}

const purposes: ReadonlyMap<string, 'executable' | 'archive' | 'structured'> = new Map([
  ['executable', 'executable'],
  ['archive', 'archive'],
  ['container', 'structured'],
  ['firmware', 'structured'],
]);

const hashesIn = (element: unknown): StatedComponent['hashes'] =>
  listIn(element, 'verifiedUsing').map((one) => ({
    algorithm: textIn(one, 'algorithm') ?? '',
    value: textIn(one, 'hashValue') ?? '',
  }));

/** Of a file that is said to be structured or not, that it is not executable or no archive is said by leaving that out (TR-03183-2, 8.2, table 8). */
function propertiesOf(files: readonly unknown[]): StatedComponent['properties'] {
  const said = files
    .flatMap((file) => textsIn(file, 'software_additionalPurpose'))
    .flatMap((name) => purposes.get(name) ?? []);
  return new Set(said.includes('structured') ? (['executable', 'archive', 'structured'] as const) : said);
}

function componentOf(one: unknown, graph: Graph): StatedComponent {
  const ref = idOf(one) ?? '';
  const files = graph.named(graph.from(ref, 'hasDistributionArtifact'));
  const licences = (type: string, acknowledgement: string): StatedComponent['licences'] =>
    graph
      .named(graph.from(ref, type))
      .map((licence) => ({ text: textIn(licence, 'simplelicensing_licenseExpression') ?? '', acknowledgement }));
  return {
    ref,
    ...defined({
      name: textIn(one, 'name'),
      version: textIn(one, 'software_packageVersion'),
      fileName: textIn(files[0], 'name'),
    }),
    producers: graph.named([...textsIn(one, 'originatedBy'), ...textsIn(one, 'suppliedBy')]).map(contactOf),
    identifiers: [
      ...(textIn(one, 'software_packageUrl') === undefined ? [] : [textIn(one, 'software_packageUrl') ?? '']),
      ...listIn(one, 'externalIdentifier').flatMap((id) => textIn(id, 'identifier') ?? []),
    ],
    hashes: [one, ...files].flatMap(hashesIn),
    licences: [...licences('hasDeclaredLicense', 'declared'), ...licences('hasConcludedLicense', 'concluded')],
    ...asStated(graph.notes.get(ref)),
    properties: propertiesOf(files),
  };
}

/** What an SPDX 3 document as JSON-LD says. */
export function statedInSpdx3(document: unknown): StatedDocument {
  const graph = new Graph(document);
  const [sbom] = graph.ofType('software_Sbom');
  const [spdx] = graph.ofType('SpdxDocument');
  const [info] = graph.ofType('CreationInfo');
  const makers = graph.named(textsIn(info, 'createdBy'));
  const tools = graph.named(textsIn(info, 'createdUsing')).map((one) => textIn(one, 'name') ?? '');
  const roots = textsIn(sbom ?? spdx, 'rootElement');
  return {
    format: 'SPDX',
    version: textIn(info, 'specVersion') ?? '',
    authors: makers.filter((one) => ['Person', 'Organization'].includes(typeOf(one) ?? '')).map(contactOf),
    notKnown: new Set(
      [...graph.notes.values()].flatMap(({ notKnown }) => notKnown.filter((what) => what === 'author')),
    ),
    tools: tools.map((name) => ({ name, ...defined({ version: /[-\s]v?(\d[\w.+-]{0,100})\)?$/.exec(name)?.[1] }) })),
    ...defined({
      created: textIn(info, 'created'),
      uri: idOf(sbom) ?? idOf(spdx),
      context: textsIn(sbom, 'software_sbomType')[0],
      primary: roots[0],
    }),
    isSigned: listIn(spdx, 'verifiedUsing').some((one) => field(one, 'signatureValue') !== undefined),
    components: graph
      .ofType('software_Package')
      .filter((one) => textIn(one, 'software_primaryPurpose') !== 'operatingSystem')
      .map((one) => componentOf(one, graph)),
    dependencies: graph.dependencies(),
    saysCompleteness: graph.saysCompleteness,
    hasVulnerabilities: graph.elements.some((one) => typeOf(one)?.startsWith('security_') === true),
  };
}
