import { type Advisory, defined, SeaworthyError } from '../../../../../core/index.ts';
import { asString, field } from '../../../../../foundations/formats/index.ts';
import type { CpeProduct } from '../../../ecosystems/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { requiredFile } from '../feed-file.ts';
import { flawsIn, readAnswer, timestamp, wrongNumber } from '../nvd/answer.ts';
import { descriptionIn, ratingsOf, weaknessesOf } from '../nvd/parse.ts';
import { createTally } from '../tally.ts';
import { productStates } from './affected.ts';

/** Flaws of one answer of the API: the most that it gives at once. */
export const mostAtOnce = 2_000;

function readCve(cve: unknown, product: CpeProduct, where: string): readonly Advisory[] {
  const id = asString(field(cve, 'id'), `${where}, id`);
  if (!/^CVE-\d{4}-\d{4,19}$/.test(id)) throw new SeaworthyError('E_FORMAT', 'a CVE id expected', { where });
  const isRejected = String(field(cve, 'vulnStatus') ?? '').toLowerCase() === 'rejected';
  const common = {
    id,
    aliases: [],
    covers: [],
    package: `${product.vendor}:${product.product}`,
    cvss: isRejected ? [] : ratingsOf(cve, where),
    references: [`https://nvd.nist.gov/vuln/detail/${id}`],
    ...defined({
      details: descriptionIn(cve, where),
      weaknesses: weaknessesOf(cve, where),
      published: timestamp(field(cve, 'published')),
      modified: timestamp(field(cve, 'lastModified')),
    }),
  };
  if (isRejected) return [{ ...common, status: 'withdrawn', ranges: [], versions: [] }];
  return productStates(cve, product, where).map((state) => ({ ...common, ...state }));
}

/** Reads an answer of the NVD's API 2.0 about one product, flaw by flaw. Throws `E_FEED`, also while it is walked. */
export function parseProduct(product: CpeProduct, path: string, files: readonly FetchedFile[]): ParsedFeed {
  const answer = readAnswer(requiredFile(files, path));
  const tally = createTally();
  const read = (cve: unknown, where: string): readonly FeedRecord[] =>
    readCve(cve, product, where).map((advisory) => ({ kind: 'advisory', key: advisory.package, advisory }));
  const check = (all: number): void => {
    const { total } = answer;
    if (typeof total !== 'number') throw wrongNumber('no answer of the NVD', path);
    // A part of the flaws would pass for all of them.
    if (all < total) throw wrongNumber(`${all} of ${total} flaws are in the answer`, path);
  };
  return {
    ...defined({ date: answer.date }),
    records: flawsIn(answer, tally, tally.unread, read, check),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}
