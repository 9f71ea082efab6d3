import type { CvssRating } from '../../../../core/index.ts';
import type { XmlElement } from '../../../../foundations/formats/index.ts';
import { cvssScore } from '../feeds/cvss.ts';

/** A rating that a `cve` element has as `SCORE/VECTOR`: `8.1/CVSS:3.1/AV:N/…`. The score is computed anew; none where that cannot be done. */
export function ratingOf(cve: XmlElement, attribute: string, source: string): readonly CvssRating[] {
  const [, vector] = /^\d{1,2}(?:\.\d)?\/(\S{1,300})$/.exec(cve.attributes.get(attribute)?.trim() ?? '') ?? [];
  const score = vector === undefined ? undefined : cvssScore(vector);
  return vector === undefined || score === undefined ? [] : [{ vector, score, source }];
}
