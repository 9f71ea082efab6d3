import {
  defined,
  digestParts,
  distributionName,
  formatPlatform,
  layerText,
  type Package,
} from '../../../core/index.ts';
import { fileNameOf, notKnownOf } from '../file-facts.ts';
import { generationContext } from '../generation-context.ts';
import { serialNumber, subjectRef } from '../identity.ts';
import type { Listed } from '../listed.ts';
import { unclearNeeds } from '../needs.ts';
import { type NamedMaker, producerOf } from '../producer.ts';
import { imagePurl, writtenPurl } from '../purls.ts';
import { elementId } from './element-id.ts';
import { licenceExpression } from './licences.ts';
import { coverageNotes, distributionNote, noteOf, subjectNote } from './note.ts';
import type { ExtractedLicence } from './types.ts';

/*
 * SPDX 3.0.1 as JSON-LD (annex "RDF model to JSON-LD", the published context): a graph of elements that name one another. What it says is what our SPDX 2.3
 * says; notes of ours are annotations here as there.
 */

type Element = Readonly<Record<string, unknown>>;

const creationInfo = '_:creation';

/** Makes elements of one document: each carries its IRI and who made it when. */
class Graph {
  readonly #base: string;
  readonly #once = new Set<string>();
  readonly elements: Element[] = [];

  constructor(base: string) {
    this.#base = base;
  }

  iri(kind: string, id: string): string {
    return `${this.#base}#${elementId(kind, id)}`;
  }

  add(type: string, spdxId: string, members: Element): string {
    this.elements.push({ type, spdxId, creationInfo, ...members });
    return spdxId;
  }

  /** The element of this kind and content, made when it is asked for first. */
  once(type: string, id: string, members: Element): string {
    const spdxId = this.iri(type, id);
    if (!this.#once.has(spdxId)) this.add(type, spdxId, members);
    this.#once.add(spdxId);
    return spdxId;
  }

  relate(from: string, relationshipType: string, to: readonly string[], more: Element = {}): void {
    const spdxId = this.iri('Relationship', JSON.stringify([from, relationshipType, to]));
    this.add('Relationship', spdxId, { from, relationshipType, to, ...more });
  }

  note(subject: string, statement: string): void {
    const spdxId = this.iri('Annotation', JSON.stringify([subject, statement]));
    this.add('Annotation', spdxId, { annotationType: 'other', subject, statement });
  }
}

function addSubject(graph: Graph, listed: Listed): string {
  const { subject } = listed;
  const spdxId = graph.iri('Subject', subjectRef(listed));
  graph.note(spdxId, subjectNote(listed));
  const producer = addMaker(graph, listed.producer);
  const made = producer === undefined ? {} : { originatedBy: [producer] };
  if (subject.kind !== 'image')
    return graph.add('software_Package', spdxId, { name: subject.name, ...made, software_primaryPurpose: 'other' });
  const { algorithm, hex } = digestParts(subject.digest);
  return graph.add('software_Package', spdxId, {
    name: subject.name,
    comment: `${formatPlatform(subject.platform)}; the hash is the digest of the manifest`,
    verifiedUsing: [{ type: 'Hash', algorithm, hashValue: hex }],
    ...made,
    software_packageVersion: subject.digest,
    software_packageUrl: imagePurl(subject),
    software_primaryPurpose: 'container',
  });
}

function addDistribution(graph: Graph, listed: Listed): readonly string[] {
  const { distribution } = listed;
  if (distribution === undefined) return [];
  const spdxId = graph.iri('Distribution', [distribution.id, distribution.version ?? ''].join(' '));
  graph.note(spdxId, distributionNote(distribution));
  graph.add('software_Package', spdxId, {
    name: distribution.id,
    comment: distributionName(distribution),
    ...defined({ software_packageVersion: distribution.version }),
    software_primaryPurpose: 'operatingSystem',
  });
  return [spdxId];
}

/** Whoever made something, mostly the organisation that made a package; one element for all that it made. */
function addMaker(graph: Graph, maker: NamedMaker | undefined): string | undefined {
  if (maker === undefined) return undefined;
  const { name, email, url, isPerson } = maker;
  const known = [
    ...(email === undefined ? [] : [{ externalIdentifierType: 'email', identifier: email }]),
    ...(url === undefined ? [] : [{ externalIdentifierType: 'urlScheme', identifier: url }]),
  ].map((one) => ({ type: 'ExternalIdentifier', ...one }));
  const key = url === undefined ? [name, email] : [name, email, url];
  return graph.once(isPerson === true ? 'Person' : 'Organization', JSON.stringify(key), {
    name,
    ...(known.length === 0 ? {} : { externalIdentifier: known }),
  });
}

function addPackage(graph: Graph, found: Package, needs: readonly string[] | undefined): string {
  const spdxId = graph.iri('Package', found.id);
  const producer = addMaker(graph, producerOf(found));
  const places = found.paths.join(', ');
  const source = found.source === undefined ? '' : `; built from ${found.source.name} ${found.source.version}`;
  graph.add('software_Package', spdxId, {
    name: found.name.toWellFormed(),
    ...(found.layer === undefined ? {} : { comment: layerText(found.layer).toWellFormed() }),
    ...(found.version === '' ? {} : { software_packageVersion: found.version }),
    ...(producer === undefined ? {} : { originatedBy: [producer] }),
    software_packageUrl: writtenPurl(found),
    software_primaryPurpose: 'library',
    software_sourceInfo: `found by ${found.foundBy} in ${places}${source}`.toWellFormed(),
  });
  graph.note(spdxId, noteOf(found, needs, notKnownOf(found, producer !== undefined)));
  addFile(graph, spdxId, found);
  return spdxId;
}

/** The file that a package is, as TR-03183-2 has it in SPDX 3 (8.2, table 8): what it is not is not among its purposes. */
function addFile(graph: Graph, of: string, found: Package): void {
  const { file, id } = found;
  const name = fileNameOf(found);
  if (file === undefined || name === undefined) return;
  const { sha256, sha512, executable, archive } = file;
  const spdxId = graph.add('software_File', graph.iri('File', id), {
    name,
    comment: 'software_additionalPurpose field is used to indicate the properties of BSI TR-03183-2',
    verifiedUsing: [
      { type: 'Hash', algorithm: 'sha256', hashValue: sha256 },
      { type: 'Hash', algorithm: 'sha512', hashValue: sha512 },
    ],
    software_additionalPurpose: [
      ...(executable ? ['executable'] : []),
      ...(archive ? ['archive', 'container'] : ['firmware']),
    ],
  });
  graph.relate(of, 'hasDistributionArtifact', [spdxId], { completeness: 'complete' });
}

/** The licences that packages declare, an element for each expression; what is no expression is a text that the expression refers to. */
class Licences {
  readonly #graph: Graph;
  readonly #expressions = new Map<string, string>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** The IRI of the expression; undefined where nothing is declared. */
  of({ licences }: Package): string | undefined {
    const extracted = new Map<string, ExtractedLicence>();
    const expression = licenceExpression(licences, extracted);
    if (expression === 'NOASSERTION') return undefined;
    const known = this.#expressions.get(expression);
    if (known !== undefined) return known;
    const texts = [...extracted.values()].map(({ licenseId, name, extractedText }) => {
      const value = this.#graph.iri('Licence', licenseId);
      this.#graph.add('simplelicensing_SimpleLicensingText', value, {
        name,
        simplelicensing_licenseText: extractedText,
      });
      return { type: 'DictionaryEntry', key: licenseId, value };
    });
    const spdxId = this.#graph.add('simplelicensing_LicenseExpression', this.#graph.iri('Expression', expression), {
      simplelicensing_licenseExpression: expression,
      ...(texts.length === 0 ? {} : { simplelicensing_customIdToUri: texts }),
    });
    this.#expressions.set(expression, spdxId);
    return spdxId;
  }
}

function addRelationships(graph: Graph, listed: Listed, subject: string, systems: readonly string[]): void {
  const iris = new Map(listed.packages.map(({ id }) => [id, graph.iri('Package', id)]));
  const ownerOf = ({ ownedBy, id }: Package): string =>
    (ownedBy === undefined || ownedBy === id ? undefined : iris.get(ownedBy)) ?? subject;
  const contained = Map.groupBy(listed.packages, ownerOf);
  const top = [...systems, ...(contained.get(subject) ?? []).map(({ id }) => iris.get(id) ?? '')];
  if (top.length > 0) graph.relate(subject, 'contains', top, { completeness: 'noAssertion' });
  for (const [owner, brought] of contained)
    if (owner !== subject)
      graph.relate(
        owner,
        'contains',
        brought.map(({ id }) => iris.get(id) ?? ''),
        { completeness: 'noAssertion' },
      );
  const licences = new Licences(graph);
  for (const one of listed.packages) {
    const from = iris.get(one.id) ?? '';
    const licence = licences.of(one);
    // What its record declares is what whoever gets it may use it under, for all that we know: nothing else was looked at.
    if (licence !== undefined) {
      graph.relate(from, 'hasDeclaredLicense', [licence], { completeness: 'complete' });
      graph.relate(from, 'hasConcludedLicense', [licence], { completeness: 'complete' });
    }
    if (one.dependencies === undefined) continue;
    const needed = one.dependencies.flatMap((id) => (id === one.id ? [] : (iris.get(id) ?? [])));
    // That nothing is needed is said with the element that stands for nothing (class NoneElement).
    graph.relate(
      from,
      'dependsOn',
      needed.length === 0 ? ['https://spdx.org/rdf/3.0.1/terms/Core/NoneElement'] : needed,
      { completeness: 'noAssertion' },
    );
  }
}

/** An inventory as an SPDX 3.0.1 document in JSON-LD form. */
export function spdx3Document(listed: Listed): object {
  const graph = new Graph(`urn:uuid:${serialNumber(listed, 'spdx-3')}`);
  const { name, version } = listed.tool;
  const maker = graph.add('SoftwareAgent', graph.iri('Agent', name), { name: `${name} ${version}` });
  const tool = graph.add('Tool', graph.iri('Tool', name), { name: `${name}-${version}` });
  const author = addMaker(graph, listed.author);
  const subject = addSubject(graph, listed);
  const systems = addDistribution(graph, listed);
  const unclear = unclearNeeds(listed.packages);
  for (const one of listed.packages) addPackage(graph, one, unclear.get(one.id));
  addRelationships(graph, listed, subject, systems);
  for (const note of coverageNotes(listed.coverage)) graph.note(subject, note);
  const ids = graph.elements.map(({ spdxId }) => spdxId);
  const sbom = graph.iri('Sbom', subjectRef(listed));
  const document = graph.iri('Document', subjectRef(listed));
  const title = { name: listed.subject.name.toWellFormed() };
  graph.add('software_Sbom', sbom, {
    ...title,
    element: ids,
    rootElement: [subject],
    software_sbomType: [generationContext(listed.subject).type],
  });
  graph.add('SpdxDocument', document, {
    ...title,
    element: [...ids, sbom],
    rootElement: [sbom],
    profileConformance: ['core', 'software', 'simpleLicensing'],
    dataLicense: graph.add('simplelicensing_LicenseExpression', graph.iri('DataLicence', 'CC0-1.0'), {
      simplelicensing_licenseExpression: 'CC0-1.0',
    }),
  });
  return {
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [
      {
        type: 'CreationInfo',
        '@id': creationInfo,
        specVersion: '3.0.1',
        // Type DateTime has no fractions of a second.
        created: listed.created.replace(/\.\d{1,9}Z$/, 'Z'),
        createdBy: [author ?? maker],
        createdUsing: [tool],
      },
      ...graph.elements,
    ],
  };
}
