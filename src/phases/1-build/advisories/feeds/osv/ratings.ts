import { type Advisory, type CvssRating, severityFromWord } from '../../../../../core/index.ts';
import { asString, field, isObject, optionalArray } from '../../../../../foundations/formats/index.ts';
import { cvssScore } from '../cvss.ts';
import type { Tally } from '../tally.ts';
import { isOfMalware, publisherOf } from './publishers.ts';

/** Severity entries that hold a word and no vector (OSV schema, "severity[].type"). */
const wordTypes: ReadonlyMap<string, string> = new Map([['Ubuntu', 'Ubuntu']]);

/** What a record says of how bad it is. */
export type Ratings = Pick<Advisory, 'cvss' | 'severity'>;

/** The publisher's own word: `database_specific.severity` of GitHub and Bitnami, `ecosystem_specific.severity` elsewhere. */
function wordOf(record: unknown, affected: unknown): string | undefined {
  for (const place of [
    field(affected, 'ecosystem_specific'),
    field(affected, 'database_specific'),
    field(record, 'database_specific'),
  ]) {
    const word = isObject(place) ? field(place, 'severity') : undefined;
    if (typeof word === 'string' && severityFromWord(word) !== 'unknown') return word;
  }
  return undefined;
}

/**
 * Ratings of one entry of `affected`; those of the entry stand before those of the record (OSV schema, "affected[].severity"). A malicious package
 * is bad as a whole: its records are critical, whatever score somebody has given the flaw that they share an id with.
 */
export function readRatings(id: string, record: unknown, affected: unknown, where: string, tally: Tally): Ratings {
  const source = publisherOf(id);
  const own = optionalArray(affected, 'severity', where);
  const cvss: CvssRating[] = [];
  let word = wordOf(record, affected);
  let wordSource = source;
  for (const entry of own.length > 0 ? own : optionalArray(record, 'severity', where)) {
    const type = asString(field(entry, 'type'), `${where}, severity type`);
    const text = asString(field(entry, 'score'), `${where}, severity score`);
    if (wordTypes.has(type)) {
      word ??= text;
      wordSource = wordTypes.get(type) ?? source;
    } else {
      const score = cvssScore(text);
      if (score === undefined) tally.add('severities that cannot be scored', `${id} ${type} ${text.slice(0, 60)}`);
      else cvss.push({ vector: text, score, source });
    }
  }
  if (isOfMalware(id)) word = 'critical';
  if (word === undefined) return { cvss };
  return { cvss, severity: { level: severityFromWord(word), source: wordSource } };
}
