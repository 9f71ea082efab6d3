import { SeaworthyError } from '../../../core/index.ts';

/** What stays although nobody is known to use it. */
export interface RetirePolicy {
  /** Per repository, the newest so many images that have a tag, however many tags each has; 0: none. */
  readonly keepLast: number;
  /** Images younger than so many days, and those whose age is not known; 0: none. */
  readonly youngerThanDays: number;
  /** Tags, or `repository:tag`, with `*` for any characters and `?` for one. */
  readonly keepTags: readonly string[];
  /** A use older than so many days no longer counts; 0: every use counts for ever. */
  readonly usedWithinDays: number;
  /** Images whose layers a kept image is built upon. */
  readonly keepBases: boolean;
  /** Signatures and other attachments of something that is in no repository that was read. */
  readonly orphans: 'keep' | 'delete';
}

export const defaultRetirePolicy: RetirePolicy = {
  keepLast: 5,
  youngerThanDays: 30,
  keepTags: ['latest'],
  usedWithinDays: 0,
  keepBases: true,
  orphans: 'keep',
};

const mostDays = 36_500;

/** Throws `E_USAGE` for a policy that makes no sense, or that keeps nothing at all. */
export function checkPolicy(policy: RetirePolicy): void {
  const bad = (why: string): SeaworthyError => new SeaworthyError('E_USAGE', 'this policy cannot be followed', { why });
  for (const [name, value, most] of [
    ['the number of images to keep', policy.keepLast, 1_000_000],
    ['the age', policy.youngerThanDays, mostDays],
    ['the time since a use', policy.usedWithinDays, mostDays],
  ] as const) {
    if (!Number.isFinite(value) || value < 0 || value > most) throw bad(`${name} is ${value}`);
  }
  if (!Number.isInteger(policy.keepLast)) throw bad(`the number of images to keep is ${policy.keepLast}`);
  for (const pattern of policy.keepTags)
    if (pattern === '' || pattern.length > 400) throw bad('a pattern of tags is empty or longer than 400 characters');
  if (policy.keepLast === 0 && policy.youngerThanDays === 0 && policy.keepTags.length === 0)
    throw bad('it keeps nothing but what is in use: say how many to keep, how young, or which tags');
}
