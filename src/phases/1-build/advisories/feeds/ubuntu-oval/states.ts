import { type AdvisoryStatus, defined } from '../../../../../core/index.ts';

/** What Ubuntu says of one source package in one release or channel. */
export interface SourceState {
  readonly source: string;
  /** `noble`, `esm-apps/noble`; absent where the sentence does not say. */
  readonly channel?: string;
  readonly status: AdvisoryStatus;
  /** First version without the flaw, where there is one. */
  readonly fixed?: string;
  readonly note?: string;
  /** Only says that a kernel is concerned, while another criterion may say how. */
  readonly isKernelAlone?: boolean;
}

/**
 * Words of a criterion's comment by which its state is known (generators of Ubuntu's security tracker, statuses of its README), in the order in which they are
 * looked for. All that is "fixed" has the version in its note.
 */
const states: readonly {
  readonly words: string;
  readonly status: AdvisoryStatus;
  readonly note?: string;
  readonly hasVersion?: boolean;
}[] = [
  { words: 'no release version available', status: 'affected', note: 'fixed, and no version is named' },
  { words: 'has been fixed', status: 'affected', hasVersion: true },
  { words: 'pending publication', status: 'affected', note: 'a fix is pending publication', hasVersion: true },
  { words: 'may need fixing', status: 'undetermined', note: 'needs triage' },
  { words: 'needs fixing', status: 'affected' },
  { words: 'decision has been made to defer', status: 'affected', note: 'deferred' },
  { words: 'decision has been made to ignore', status: 'wont-fix', note: 'ignored' },
  { words: 'is not affected', status: 'unaffected' },
  { words: 'is not known', status: 'undetermined' },
  { words: 'pending evaluation', status: 'undetermined' },
];

/** What follows "ignored" when it is the release that is no longer looked after. */
const endOfLife = /end[- ]of[- ](?:life|standard support|kernel support)|out of (?:standard )?support/i;

/** `openssl source package in noble, is …`, `The 'openssl' package in trusty is …`, `(CVE-2030-1) openssl package in jammy …`. */
const about =
  /^(?:\(CVE-[\d-]{1,25}\) )?(?:The ')?([a-z0-9][a-z0-9+.-]{0,99})'? (?:source )?package in ([a-z0-9/-]{1,60}),? (.{1,2000})$/s;
/** `openssl: while related to the CVE in some way, a decision …`. */
const aboutNoRelease = /^(?:\(CVE-[\d-]{1,25}\) )?([a-z0-9][a-z0-9+.-]{0,99}):? (while related .{1,2000})$/is;
/** `While related to the CVE in some way, the 'gcc-4.8' package in xenial is not affected`. */
const aboutLater =
  /^while related to the cve in some way, (?:the )?'([a-z0-9][a-z0-9+.-]{0,99})' package in ([a-z0-9/-]{1,60}),? (.{1,2000})$/is;
/** `The vulnerability of the 'brotli' package in xenial is not known`. */
const aboutUnknown =
  /^The vulnerability of the '([a-z0-9][a-z0-9+.-]{0,99})' package in ([a-z0-9/-]{1,60}) (.{1,2000})$/s;
/** `'linux' kernel in noble was vulnerable but has been fixed (note: '6.8.0-84.84').` */
const aboutKernel = /^'([a-z0-9][a-z0-9+.-]{0,99})' kernel in ([a-z0-9/-]{1,60}),? (.{1,2000})$/s;
/** `Is kernel 'linux' running?` */
const kernelAlone = /^Is kernel '?([a-z0-9][a-z0-9+.-]{0,99})'? running\?$/;

/**
 * What the comment of a criterion says: name and state of the source package stand nowhere else, since its test is about the binaries. Undefined for a sentence
 * that is not known.
 */
export function readComment(comment: string): SourceState | undefined {
  const [, kernel] = kernelAlone.exec(comment) ?? [];
  if (kernel !== undefined) return { source: kernel, status: 'affected', isKernelAlone: true };
  const [, unnamed, said] = aboutNoRelease.exec(comment) ?? [];
  const [, source = unnamed, channel, words = said] =
    about.exec(comment) ?? aboutUnknown.exec(comment) ?? aboutKernel.exec(comment) ?? aboutLater.exec(comment) ?? [];
  if (source === undefined || words === undefined) return undefined;
  return stateOf(source, channel, words);
}

function stateOf(source: string, channel: string | undefined, words: string): SourceState | undefined {
  const state = states.find((one) => words.includes(one.words));
  if (state === undefined) return undefined;
  const [, noted] = /\(note: '(.{0,1000}?)'\)/s.exec(words) ?? [];
  const remark = noted?.trim();
  // Nothing is older than 0: as the version of a fix it names none, and unlike Debian's it does not say that the flaw was never there.
  const isVersion = remark !== undefined && /^\d\S*$/.test(remark) && !/^0+(?::0+)?$/.test(remark);
  const isEnded = state.status === 'wont-fix' && endOfLife.test(remark ?? '');
  const notes = [
    ...(state.note === undefined ? [] : [state.note]),
    ...(remark === undefined || isVersion ? [] : [remark]),
  ];
  return {
    source,
    ...defined({ channel }),
    status: isEnded ? 'end-of-life' : state.status,
    ...(state.hasVersion === true && isVersion ? { fixed: remark } : {}),
    ...(notes.length === 0 ? {} : { note: notes.join(': ') }),
  };
}
