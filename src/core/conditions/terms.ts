import type { SourceTells } from '../coverage.ts';
import { findingKinds } from '../finding-kind.ts';
import type { Severity } from '../severity.ts';
import type { Traits } from './traits.ts';

/** How a term is asked for: by a word in an order (`severity>=high`), a number (`epss>=0.5`), yes or no (`fixable`), one of several words (`kind=secret`). */
type Asked =
  | { readonly type: 'order' | 'word'; readonly words: readonly string[] }
  | { readonly type: 'number'; readonly most: number }
  | { readonly type: 'fact' }
  /** A span of time, which is exceeded or not: `older-than=14d`. */
  | { readonly type: 'span'; readonly trait: keyof Traits };

/** One thing that conditions ask of a finding. One more is one more entry of the list. */
export type Term = Asked & {
  /** Set where it compares with another report: a gate, which has none, does not ask it. */
  readonly asksBaseline?: true;
  /** Its word in conditions: `in-use`. */
  readonly id: string;
  /** Its name in files of settings: `inUse`. */
  readonly setting: string;
  /** What the finding says of it; undefined when nobody has stated it. */
  of(traits: Traits): string | number | boolean | undefined;
  /** Only flaws can have it: anything else does not, whatever is written of it, and nothing is missing. */
  readonly flawsOnly: boolean;
  /** Why the opposite of it cannot be asked for, where that is so. */
  readonly onlyTrue?: string;
  /** What a source of data must tell for it to be known. */
  readonly needs?: Extract<SourceTells, 'exploited' | 'epss'>;
  /** Said of a finding of which it is not known. */
  readonly unknown: string;
  /** What would make it known. */
  readonly learn: string;
  /** The finding that is asked for, in words that stand before "findings" or after it. */
  tell(value: string): { readonly before?: string; readonly after?: string };
};

/** The order of severities; `unknown` has no place in it, because nobody has said. */
const severityOrder = ['negligible', 'low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[];

/** Every term, in the order in which limits are told. */
export const terms: readonly Term[] = [
  {
    id: 'severity',
    setting: 'severity',
    type: 'order',
    words: severityOrder,
    of: ({ severity }) => (severity === 'unknown' ? undefined : severity),
    flawsOnly: false,
    unknown: 'nobody has said how severe',
    learn: 'Scan with data that says how severe it is (the feeds osv and nvd)',
    tell: (word) => ({ after: `of severity ${word} or worse` }),
  },
  {
    id: 'exploited',
    setting: 'exploited',
    type: 'fact',
    of: ({ exploited }) => exploited,
    flawsOnly: true,
    needs: 'exploited',
    unknown: 'the scan had no data about exploitation',
    learn: 'Scan with data about exploitation (the feed kev)',
    tell: (value) => ({ before: value === 'true' ? 'exploited' : 'not exploited' }),
  },
  {
    id: 'fixable',
    setting: 'fixable',
    type: 'fact',
    of: ({ fixable }) => fixable,
    flawsOnly: true,
    unknown: 'nobody says whether there is a fix',
    learn: 'Wait for its source to say whether there is a fix',
    tell: (value) => ({ before: value === 'true' ? 'fixable' : 'unfixable' }),
  },
  {
    id: 'epss',
    setting: 'epss',
    type: 'number',
    most: 1,
    of: ({ epss }) => epss,
    flawsOnly: true,
    needs: 'epss',
    unknown: 'no EPSS score is known',
    learn: 'Scan with data about probabilities (the feed epss)',
    tell: (value) => ({ after: `with EPSS ${value} or more` }),
  },
  {
    id: 'cvss',
    setting: 'cvss',
    type: 'number',
    most: 10,
    of: ({ cvss }) => cvss,
    flawsOnly: true,
    unknown: 'no CVSS score is known',
    learn: 'Scan with data that scores it (the feeds osv and nvd)',
    tell: (value) => ({ after: `with CVSS ${value} or more` }),
  },
  {
    id: 'risk',
    setting: 'risk',
    type: 'number',
    most: 100,
    of: ({ risk }) => risk,
    flawsOnly: false,
    unknown: 'its risk was not written down',
    learn: 'Scan it again',
    tell: (value) => ({ after: `of a risk of ${value} or more` }),
  },
  {
    id: 'in-use',
    setting: 'inUse',
    type: 'fact',
    of: ({ inUse }) => inUse,
    flawsOnly: false,
    onlyTrue: 'that something is not in use is never certain',
    unknown: 'it was not seen whether it is in use',
    learn: 'Watch the image in use: seaworthy watch',
    tell: () => ({ before: 'in-use' }),
  },
  {
    id: 'reachable',
    setting: 'reachable',
    type: 'fact',
    of: ({ reachable }) => reachable,
    flawsOnly: true,
    unknown: 'it is not known whether the program comes to the code that has the flaw',
    learn: 'Scan the program itself, where its kind tells what leads to what in it',
    tell: (value) => ({ before: value === 'true' ? 'reachable' : 'unreachable' }),
  },
  {
    id: 'older-than',
    setting: 'olderThan',
    type: 'span',
    trait: 'age',
    of: ({ age }) => age,
    flawsOnly: true,
    unknown: 'nobody says when it was published',
    learn: 'Scan with data that says when it was published (the feeds osv and nvd)',
    tell: (span) => ({ after: `published more than ${span} ago` }),
  },
  {
    id: 'new',
    setting: 'isNew',
    type: 'fact',
    asksBaseline: true,
    of: ({ isNew }) => isNew,
    flawsOnly: false,
    unknown: 'there is no report to compare with',
    learn: 'Name a report, or a base that is proven, with `--baseline`',
    tell: (value) => ({ before: value === 'true' ? 'new' : 'known' }),
  },
  {
    id: 'kind',
    setting: 'kind',
    type: 'word',
    words: findingKinds,
    of: ({ kind }) => kind,
    flawsOnly: false,
    unknown: 'its kind is not known',
    learn: 'Scan it again',
    tell: (word) => ({ before: word }),
  },
];

/** The term of a word in a condition. */
export const termOf = (word: string): Term | undefined => terms.find(({ id }) => id === word);
