import {
  defined,
  digestParts,
  distributionName,
  formatPlatform,
  type Package,
  subjectSort,
} from '../../../core/index.ts';
import { fileNameOf, notKnownOf, subjectNotKnown } from '../file-facts.ts';
import { subjectRef } from '../identity.ts';
import { isSpdxExpression } from '../licences/expression.ts';
import { isSpdxId } from '../licences/spdx-ids.ts';
import type { Listed } from '../listed.ts';
import { unclearNeeds } from '../needs.ts';
import { producerOf } from '../producer.ts';
import { imagePurl, writtenPurl } from '../purls.ts';
import { madeBy } from './named-maker.ts';
import type { Component, Dependency, LicenceChoice, Property } from './types.ts';

const property = (name: string, value: string | number | undefined): readonly Property[] =>
  value === undefined || value === '' ? [] : [{ name: `seaworthy:${name}`, value: String(value).toWellFormed() }];

/** The scanned thing itself, for `metadata.component`. */
export function subjectComponent(listed: Listed): Component {
  const { subject } = listed;
  const ref = subjectRef(listed);
  if (subject.kind !== 'image') {
    const type =
      subject.kind === 'host'
        ? 'device'
        : subject.kind === 'files' && subject.content !== 'directory'
          ? 'file'
          : 'application';
    const properties = [
      ...property('kind', subjectSort(subject)),
      ...property('component', 'logical'),
      ...property('not-known', subjectNotKnown(listed).join(' ')),
      ...layerProperties(listed),
    ];
    return { type, 'bom-ref': ref, name: subject.name, properties };
  }
  const { algorithm, hex } = digestParts(subject.digest);
  return {
    type: 'container',
    'bom-ref': ref,
    name: subject.name,
    version: subject.digest,
    hashes: [{ alg: algorithm === 'sha512' ? 'SHA-512' : 'SHA-256', content: hex }],
    purl: imagePurl(subject),
    properties: [
      ...property('component', 'logical'),
      ...property('not-known', subjectNotKnown(listed).join(' ')),
      ...property('image:platform', formatPlatform(subject.platform)),
      ...property('image:config-digest', subject.configDigest),
      ...property('image:index-digest', subject.indexDigest),
      ...layerProperties(listed),
    ],
  };
}

const layerProperties = ({ layers }: Listed): readonly Property[] =>
  layers.flatMap((layer) => [
    ...property(`layer:${layer.index}:digest`, layer.digest),
    // As it was written: whoever shows it takes off what builders wrap around it.
    ...property(`layer:${layer.index}:created-by`, layer.createdBy),
  ]);

/** The distribution and every package, in the order of the listed. */
export function makeComponents(listed: Listed): readonly Component[] {
  const unclear = unclearNeeds(listed.packages);
  return [
    ...distributionComponent(listed),
    ...listed.packages.map((found) => packageComponent(found, unclear.get(found.id))),
  ];
}

function distributionRef(listed: Listed): string | undefined {
  const { distribution } = listed;
  return distribution === undefined
    ? undefined
    : `os:${[distribution.id, distribution.version].filter(Boolean).join('@')}`;
}

function distributionComponent(listed: Listed): readonly Component[] {
  const { distribution } = listed;
  const ref = distributionRef(listed);
  if (distribution === undefined || ref === undefined) return [];
  return [
    {
      type: 'operating-system',
      'bom-ref': ref,
      name: distribution.id,
      ...defined({ version: distribution.version }),
      description: distributionName(distribution),
      properties: [
        ...property('codename', distribution.codename),
        ...property('like', distribution.like.join(' ')),
        ...property('pretty-name', distribution.prettyName),
        ...property('end-of-life', distribution.endOfLife?.date),
        ...property('path', distribution.path),
        ...property('repositories', distribution.repositories?.join(' ')),
      ],
    },
  ];
}

/** Trivy looks for the source of a package in properties of its own, and for no qualifier of the purl. */
function sourceForTrivy({ source }: Package): readonly Property[] {
  if (source === undefined || source.name === '' || source.version === '') return [];
  return [
    { name: 'aquasecurity:trivy:SrcName', value: source.name.toWellFormed() },
    { name: 'aquasecurity:trivy:SrcVersion', value: source.version.toWellFormed() },
  ];
}

function packageComponent(found: Package, needs: readonly string[] | undefined): Component {
  const producer = producerOf(found);
  return {
    type: 'library',
    'bom-ref': found.id,
    ...madeBy(producer),
    name: found.name,
    ...(found.version === '' ? {} : { version: found.version }),
    ...hashesOf(found),
    purl: writtenPurl(found),
    ...(found.licences.length === 0 ? {} : { licenses: licences(found.licences) }),
    properties: [
      ...fileProperties(found),
      ...property('not-known', notKnownOf(found, producer !== undefined).join(' ')),
      ...property('found-by', found.foundBy),
      // Of software that has no package manager it does not follow from the type.
      ...property('version-order', found.versionOrder),
      ...property('architecture', found.architecture),
      ...property('os', found.os),
      // What of it is in a program decides which of its flaws are.
      ...property('code', found.code && JSON.stringify(found.code)),
      ...property('source:name', found.source?.name),
      ...property('source:version', found.source?.version),
      ...sourceForTrivy(found),
      ...property('layer:index', found.layer?.index),
      ...property('layer:digest', found.layer?.digest),
      ...property('owned-by', found.ownedBy),
      ...property('needs', needs && JSON.stringify(needs)),
      ...property('evidence', found.evidence),
      ...property('state', found.state),
      ...property('development', found.development && 'true'),
      ...property('direct', found.direct === undefined ? undefined : String(found.direct)),
      // Whether it brings what packages of its distribution do decides whose it is, and what is in it whether it has code.
      ...property('files', found.files.length === 0 ? undefined : JSON.stringify(found.files)),
      // Whose a package is decides whose advisories hold for it.
      ...property('origin:maintainer', found.origin?.maintainer),
      ...property('origin:vendor', found.origin?.vendor),
      ...property('origin:bugs', found.origin?.bugs),
      ...property('origin:commit', found.origin?.commit),
      ...property('origin:homepage', found.origin?.homepage),
      ...property('origin:takenFrom', found.origin?.takenFrom),
    ],
    evidence: {
      identity: [
        {
          field: 'purl',
          confidence: 1,
          methods: [{ technique: 'manifest-analysis', confidence: 1, value: found.path }],
        },
      ],
      occurrences: found.paths.map((location) => ({ location })),
    },
  };
}

const hashesOf = ({ file }: Package): Pick<Component, 'hashes'> =>
  file === undefined
    ? {}
    : {
        hashes: [
          { alg: 'SHA-256', content: file.sha256 },
          { alg: 'SHA-512', content: file.sha512 },
        ],
      };

/**
 * Whether it is a file of its own, in the words of ours, and what sort of file, in those of the BSI’s taxonomy. What is no file is said to be none: it is a
 * logical component (TR-03183-2, 3.2.2), or a part of one whose own file is gone (3.2.1), of which name, hash and sort of file are not asked.
 */
function fileProperties(found: Package): readonly Property[] {
  const { form = 'logical', file } = found;
  const name = fileNameOf(found);
  const bsi = (about: string, value: string): Property => ({ name: `bsi:component:${about}`, value });
  return [
    ...property('component', form),
    ...(name === undefined ? [] : [bsi('filename', name)]),
    ...(file === undefined
      ? []
      : [
          bsi('executable', file.executable ? 'executable' : 'non-executable'),
          bsi('archive', file.archive ? 'archive' : 'no archive'),
          bsi('structured', file.archive ? 'structured' : 'unstructured'),
        ]),
  ];
}

/**
 * Licences by identifier where they have one. One expression may stand alone only (schema `licenseChoice`), so among several it is a name.
 * Each is concluded: from what the package's own record says of it, and from nothing else.
 */
function licences(texts: readonly string[]): readonly LicenceChoice[] {
  const [only] = texts;
  if (texts.length === 1 && only !== undefined && !isSpdxId(only) && isSpdxExpression(only))
    return [{ expression: only, acknowledgement: 'concluded' }];
  return texts.map((text) => ({
    license: { ...(isSpdxId(text) ? { id: text } : { name: text }), acknowledgement: 'concluded' },
  }));
}

/**
 * The graph as far as it is known: the subject has all packages that no other brought; a package has those it brought and those it says it needs. One
 * that is not there is of a kind that does not say what it needs, one with nothing behind it says that it needs nothing of what is here.
 */
export function makeDependencies(listed: Listed): readonly Dependency[] {
  const known = new Set(listed.packages.map((each) => each.id));
  const owned = Map.groupBy(
    listed.packages.filter((each) => each.ownedBy !== undefined && known.has(each.ownedBy) && each.ownedBy !== each.id),
    (each) => each.ownedBy ?? '',
  );
  const below = new Set([...owned.values()].flat().map((each) => each.id));
  const top = listed.packages.filter((each) => !below.has(each.id)).map((each) => each.id);
  const needed = new Map(
    listed.packages.flatMap(({ id, dependencies }) =>
      dependencies === undefined ? [] : [[id, dependencies.filter((one) => known.has(one) && one !== id)] as const],
    ),
  );
  const system = distributionRef(listed);
  return [
    { ref: subjectRef(listed), dependsOn: [...new Set([...(system === undefined ? [] : [system]), ...top])].sort() },
    ...[...new Set([...owned.keys(), ...needed.keys()])]
      .map((ref) => {
        const brought = (owned.get(ref) ?? []).map((one) => one.id);
        return { ref, dependsOn: [...new Set([...brought, ...(needed.get(ref) ?? [])])].sort() };
      })
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  ];
}
