import { formatPlatform, type Package, type Report, subjectSort } from '../../core/index.ts';
import { isSpdxExpression } from '../licences/expression.ts';
import { isSpdxId } from '../licences/spdx-ids.ts';
import { subjectRef } from '../view/identity.ts';
import { instruction } from '../view/instruction.ts';
import { distributionName } from '../view/subject.ts';
import type { Component, Dependency, LicenceChoice, Property } from './types.ts';

const property = (name: string, value: string | number | undefined): readonly Property[] =>
  value === undefined || value === '' ? [] : [{ name: `seaworthy:${name}`, value: String(value).toWellFormed() }];

/** The scanned thing itself, for `metadata.component`. */
export function subjectComponent(report: Report): Component {
  const { subject } = report;
  const ref = subjectRef(report);
  if (subject.kind !== 'image') {
    const type =
      subject.kind === 'host'
        ? 'device'
        : subject.kind === 'files' && subject.content !== 'directory'
          ? 'file'
          : 'application';
    return { type, 'bom-ref': ref, name: subject.name, properties: property('kind', subjectSort(subject)) };
  }
  return {
    type: 'container',
    'bom-ref': ref,
    name: subject.name,
    version: subject.digest,
    properties: [
      ...property('image:platform', formatPlatform(subject.platform)),
      ...property('image:config-digest', subject.configDigest),
      ...property('image:index-digest', subject.indexDigest),
      ...report.layers.flatMap((layer) => [
        ...property(`layer:${layer.index}:digest`, layer.digest),
        ...property(`layer:${layer.index}:created-by`, instruction(layer)),
      ]),
    ],
  };
}

/** The distribution and every package, in the order of the report. */
export function makeComponents(report: Report): readonly Component[] {
  return [...distributionComponent(report), ...report.packages.map(packageComponent)];
}

function distributionRef(report: Report): string | undefined {
  const { distribution } = report;
  return distribution === undefined
    ? undefined
    : `os:${[distribution.id, distribution.version].filter(Boolean).join('@')}`;
}

function distributionComponent(report: Report): readonly Component[] {
  const { distribution } = report;
  const ref = distributionRef(report);
  if (distribution === undefined || ref === undefined) return [];
  return [
    {
      type: 'operating-system',
      'bom-ref': ref,
      name: distribution.id,
      ...(distribution.version === undefined ? {} : { version: distribution.version }),
      description: distributionName(distribution),
      properties: [
        ...property('codename', distribution.codename),
        ...property('end-of-life', distribution.endOfLife?.date),
        ...property('path', distribution.path),
      ],
    },
  ];
}

function packageComponent(found: Package): Component {
  return {
    type: 'library',
    'bom-ref': found.id,
    name: found.name,
    ...(found.version === '' ? {} : { version: found.version }),
    purl: found.purl,
    ...(found.licences.length === 0 ? {} : { licenses: licences(found.licences) }),
    properties: [
      ...property('found-by', found.foundBy),
      ...property('architecture', found.architecture),
      ...property('source:name', found.source?.name),
      ...property('source:version', found.source?.version),
      ...property('layer:index', found.layer?.index),
      ...property('layer:digest', found.layer?.digest),
      ...property('owned-by', found.ownedBy),
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

/** Licences by identifier where they have one. One expression may stand alone only (schema `licenseChoice`), so among several it is a name. */
function licences(texts: readonly string[]): readonly LicenceChoice[] {
  const [only] = texts;
  if (texts.length === 1 && only !== undefined && !isSpdxId(only) && isSpdxExpression(only))
    return [{ expression: only }];
  return texts.map((text) => ({ license: isSpdxId(text) ? { id: text } : { name: text } }));
}

/** The graph as far as it is known: the subject has all packages that no other brought; a package has those it brought. */
export function makeDependencies(report: Report): readonly Dependency[] {
  const known = new Set(report.packages.map((each) => each.id));
  const owned = Map.groupBy(
    report.packages.filter((each) => each.ownedBy !== undefined && known.has(each.ownedBy) && each.ownedBy !== each.id),
    (each) => each.ownedBy ?? '',
  );
  const below = new Set([...owned.values()].flat().map((each) => each.id));
  const top = report.packages.filter((each) => !below.has(each.id)).map((each) => each.id);
  const system = distributionRef(report);
  return [
    { ref: subjectRef(report), dependsOn: [...new Set([...(system === undefined ? [] : [system]), ...top])].sort() },
    ...[...owned]
      .map(([ref, each]) => ({ ref, dependsOn: [...new Set(each.map((one) => one.id))].sort() }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  ];
}
