import {
  type Coverage,
  type DataSource,
  emptyCoverage,
  type PartRun,
  type Problem,
  type Unidentified,
  type Unjudged,
} from '../../core/index.ts';
import { count, digest, flag, list, membersOf, object, oneOf, optional, type Shape, text, value } from '../shape.ts';
import { layerShape } from './evidence.ts';
import { findingKindShape } from './finding.ts';

export const coverageShape: Shape<Coverage> = object<Coverage>({
  parts: list(
    object<PartRun>({
      id: text,
      version: count,
      files: count,
      found: count,
      state: oneOf('complete', 'partly', 'not-run'),
      why: optional(text),
    }),
  ),
  problems: list(
    object<Problem>({
      code: value('the code of an error', (given) => typeof given === 'string' && given.startsWith('E_')),
      message: text,
      where: text,
      part: text,
      incomplete: flag,
    }),
  ),
  sources: list(
    object<DataSource>({
      id: text,
      title: text,
      date: text,
      dated: optional(oneOf('publisher', 'server', 'file', 'fetch')),
      tells: optional(oneOf('advisories', 'exploited', 'epss', 'severity', 'support')),
      fetched: text,
      records: count,
      digest,
      origin: text,
    }),
  ),
  unjudged: list(
    object<Unjudged>({
      type: text,
      packages: count,
      why: text,
      examples: list(text),
      through: optional(oneOf('owner')),
    }),
  ),
  unidentified: list(
    object<Unidentified>({ path: text, what: text, sha1: optional(text), layer: optional(layerShape) }),
  ),
  lookedFor: list(findingKindShape),
});

/** What coverage did not tell from the beginning: records written before know of nothing such. */
const later: Pick<Coverage, 'unidentified' | 'lookedFor'> = {
  unidentified: emptyCoverage.unidentified,
  lookedFor: emptyCoverage.lookedFor,
};

/** Coverage as it is told today, of whatever was written before. */
export function upgradeCoverage(stored: unknown): unknown {
  const members = membersOf(stored);
  return members === undefined ? stored : { ...later, ...members };
}
