import type {
  Distribution,
  EndOfLife,
  LinkedCode,
  LinkedPart,
  Package,
  PackageFile,
  PackageOrigin,
  SourcePackage,
} from '../../core/index.ts';
import { always, flag, list, object, oneOf, optional, type Shape, text } from '../shape.ts';
import { layerShape } from './evidence.ts';

export const packageShape: Shape<Package> = object<Package>({
  id: text,
  name: text,
  version: text,
  purl: text,
  type: text,
  versionOrder: text,
  architecture: optional(text),
  os: optional(text),
  source: optional(object<SourcePackage>({ name: text, version: text })),
  origin: optional(
    object<PackageOrigin>({
      maintainer: optional(text),
      vendor: optional(text),
      bugs: optional(text),
      commit: optional(text),
      homepage: optional(text),
      takenFrom: optional(text),
    }),
  ),
  code: optional(
    object<LinkedCode>({
      parts: list(object<LinkedPart>({ name: text, functions: optional(list(text)) })),
      ways: list(text),
    }),
  ),
  licences: list(text),
  dependencies: optional(list(text)),
  path: text,
  paths: list(text),
  layer: optional(layerShape),
  form: optional(oneOf('file', 'part')),
  file: optional(object<PackageFile>({ sha256: text, sha512: text, executable: flag, archive: flag })),
  files: list(text),
  ownedBy: optional(text),
  foundBy: text,
  evidence: optional(oneOf('declared')),
  state: optional(text),
  development: optional(always),
  direct: optional(flag),
  byWayOf: optional(list(text)),
});

export const distributionShape: Shape<Distribution> = object<Distribution>({
  id: text,
  version: optional(text),
  codename: optional(text),
  like: list(text),
  prettyName: optional(text),
  path: text,
  repositories: optional(list(text)),
  endOfLife: optional(object<EndOfLife>({ date: text, passed: flag, source: optional(text), builtIn: optional(text) })),
});
