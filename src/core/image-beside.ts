import type { Finding } from './finding.ts';
import { placeOf } from './location.ts';
import type { Subject } from './subject.ts';

/** The name of the image that a finding is of, where its report is about something else: a path alone would be one of that, or of another image. */
export const imageBeside = ({ subject }: Pick<Finding, 'subject'>, of: Subject): string | undefined =>
  subject.kind === 'image' && of.kind !== 'image' ? subject.name : undefined;

/** The path of a finding as a report on this subject tells it: with its image, where that is another. Empty for that subject as a whole. */
export function pathBeside(finding: Finding, of: Subject): string {
  const { path } = placeOf(finding.location);
  const image = imageBeside(finding, of);
  return image === undefined ? path : path === '' ? image : `${path} of ${image}`;
}
