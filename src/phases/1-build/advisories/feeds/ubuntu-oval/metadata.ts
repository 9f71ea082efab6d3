import { type Advisory, type CvssRating, SeaworthyError, severityFromWord } from '../../../../../core/index.ts';
import { childNamed, childrenNamed, childText, type XmlElement } from '../../../../../foundations/formats/index.ts';
import type { OvalDefinition } from '../../oval/read-oval.ts';
import { cvssScore } from '../cvss.ts';

/** Longest text that is kept: what follows the update instructions names every binary. */
const longestDetails = 8_000;

/** The flaws that it refers to. */
export function flawsOf(metadata: XmlElement): readonly string[] {
  const ids = childrenNamed(metadata, 'reference').flatMap(({ attributes }) =>
    attributes.get('source') === 'CVE' ? (attributes.get('ref_id') ?? []) : [],
  );
  return [...new Set(ids)];
}

/** Ubuntu's priorities are its words for severity (ubuntu.com/security/cves/about#priority); `untriaged` is none. */
export function severityOf(word: string): Advisory['severity'] {
  const level = severityFromWord(word);
  return level === 'unknown' ? undefined : { level, source: 'Ubuntu' };
}

/** Scores that it passes on, of the flaws that it names. */
export function ratingsOf(metadata: XmlElement): readonly CvssRating[] {
  const vectors = childrenNamed(childNamed(metadata, 'advisory'), 'cve').map(({ attributes }) =>
    attributes.get('cvss_vector'),
  );
  return vectors.flatMap((vector) => {
    const score = vector === undefined ? undefined : cvssScore(vector);
    return vector === undefined || score === undefined ? [] : [{ vector, score, source: 'NVD' }];
  });
}

export function detailsOf(metadata: XmlElement): string | undefined {
  const text = childText(metadata, 'description');
  return text?.split(/\s*Update Instructions:/, 1)[0]?.slice(0, longestDetails) || undefined;
}

/** A date as the files write it: `2024-06-10`, `2026-07-21 16:00:00 UTC`, `2026-07-21T16:00:00Z`. */
export function dayOf(text: string | undefined): string | undefined {
  return /^\d{4}-\d\d-\d\d/.exec(text ?? '')?.[0];
}

/** Throws `E_FEED` for a definition of another release, which a mirror that is set up wrong may serve under this one's name. */
export function checkCodename({ id }: OvalDefinition, codename: string): void {
  const [, named] = /^oval:com\.ubuntu\.([a-z]+)[:._]/.exec(id) ?? [];
  if (named !== undefined && named !== codename)
    throw new SeaworthyError('E_FEED', `a definition of ${named} and not of ${codename}`, { where: id });
}
