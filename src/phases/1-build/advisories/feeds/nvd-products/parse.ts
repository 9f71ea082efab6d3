import { type Advisory, defined, SeaworthyError } from '../../../../../core/index.ts';
import { asString, field, optionalArray } from '../../../../../foundations/formats/index.ts';
import type { CpeProduct } from '../../../ecosystems/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import {
  checkOnTheWay,
  checkShare,
  memberElements,
  membersOf,
  memberValue,
  refused,
  requiredFile,
} from '../feed-file.ts';
import { ratingsOf, timestamp } from '../nvd/parse.ts';
import { createTally, type Tally } from '../tally.ts';
import { productStates } from './affected.ts';

/** Flaws of one answer of the API: the most that it gives at once. */
export const mostAtOnce = 2_000;

const englishIn = (cve: unknown, where: string): string | undefined =>
  optionalArray(cve, 'descriptions', where)
    .filter((one) => field(one, 'lang') === 'en')
    .map((one) => String(field(one, 'value') ?? ''))[0];

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
      details: englishIn(cve, where),
      published: timestamp(field(cve, 'published')),
      modified: timestamp(field(cve, 'lastModified')),
    }),
  };
  if (isRejected) return [{ ...common, status: 'withdrawn', ranges: [], versions: [] }];
  return productStates(cve, product, where).map((state) => ({ ...common, ...state }));
}

function* walk(
  members: ReadonlyMap<string, Uint8Array>,
  product: CpeProduct,
  path: string,
  tally: Tally,
): Generator<FeedRecord> {
  let all = 0;
  const unread = (where: string): void => {
    all++;
    tally.unread('records that are too large', where);
  };
  try {
    const total = memberValue(members, 'totalResults', path);
    if (typeof total !== 'number') throw new SeaworthyError('E_FEED', 'no answer of the NVD', { where: path });
    for (const [element, where] of memberElements(members, 'vulnerabilities', path, unread)) {
      all++;
      let advisories: readonly Advisory[] = [];
      try {
        advisories = readCve(field(element, 'cve'), product, where);
      } catch (cause) {
        tally.unread('records that are not understood', refused(cause, where).where ?? where);
      }
      checkOnTheWay(tally.count, all, path);
      for (const advisory of advisories) yield { kind: 'advisory', key: advisory.package, advisory };
    }
    // A part of the flaws would pass for all of them.
    if (all < total) throw new SeaworthyError('E_FEED', `${all} of ${total} flaws are in the answer`, { where: path });
    checkShare(tally.count, all, path);
  } catch (cause) {
    throw refused(cause, path);
  }
}

/** Reads an answer of the NVD's API 2.0 about one product, flaw by flaw. Throws `E_FEED`, also while it is walked. */
export function parseProduct(product: CpeProduct, path: string, files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, path);
  const members = membersOf(file);
  const tally = createTally();
  let date: string | undefined;
  try {
    date = timestamp(memberValue(members, 'timestamp', file.path));
  } catch (cause) {
    throw refused(cause, file.path);
  }
  return {
    ...defined({ date }),
    records: walk(members, product, file.path, tally),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}
