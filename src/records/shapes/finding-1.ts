import type { Finding1, Place } from '../../core/index.ts';
import { list, number, object, oneOf, optional, type Shape, text } from '../shape.ts';
import { evidenceShape, layerShape } from './evidence.ts';
import {
  cvssShape,
  exploitationShape,
  findingKindShape,
  packageRefShape,
  riskShape,
  severityShape,
  suppressionShape,
} from './finding.ts';

/** A finding as it was written before reports were of version 2. */
export const finding1Shape: Shape<Finding1> = object<Finding1>({
  kind: findingKindShape,
  id: text,
  aliases: list(text),
  title: text,
  details: optional(text),
  severity: severityShape,
  severitySource: text,
  cvss: cvssShape,
  exploitation: exploitationShape,
  package: optional(packageRefShape),
  location: object<Place>({
    path: text,
    line: optional(number),
    column: optional(number),
    layer: optional(layerShape),
  }),
  evidence: list(evidenceShape),
  fix: object<Finding1['fix']>({
    state: oneOf('fixed', 'unfixed', 'wont-fix', 'end-of-life', 'unknown'),
    versions: list(text),
    advice: text,
  }),
  risk: riskShape,
  references: list(text),
  fingerprint: text,
  suppression: optional(suppressionShape),
});
