/**
 * Types of blocks (falcosecurity/libs, `userspace/libscap/scap_savefile.h`). Some have a second number, used before the format was published.
 */
export type BlockKind = 'section' | 'machine' | 'processes' | 'files' | 'interfaces' | 'users' | 'event';

/** What is known of a block by its type. */
export interface BlockType {
  readonly kind: BlockKind;
  /** Version of the list; entries of the last version begin with their length. */
  readonly version: number;
  /** Events only: four bytes of flags come first; the header tells the number of parameters; lengths of parameters have four bytes. */
  readonly flags?: boolean;
  readonly counted?: boolean;
  readonly large?: boolean;
}

/** The section header, which tells the byte order: the same number in both. */
export const sectionBlock = 0x0a0d0d0a;
export const sectionMagic = 0x1a2b3c4d;

const list = (kind: BlockKind, version: number): BlockType => ({ kind, version });

export const blockTypes: ReadonlyMap<number, BlockType> = new Map<number, BlockType>([
  [sectionBlock, list('section', 1)],
  [0x201, list('machine', 1)],
  [0x8002abcd, list('machine', 1)],
  [0x202, list('processes', 1)],
  [0x8000abcd, list('processes', 1)],
  [0x207, list('processes', 2)],
  [0x8013abcd, list('processes', 2)],
  [0x209, list('processes', 3)],
  [0x8014abcd, list('processes', 3)],
  [0x210, list('processes', 4)],
  [0x211, list('processes', 5)],
  [0x212, list('processes', 6)],
  [0x213, list('processes', 7)],
  [0x214, list('processes', 8)],
  [0x215, list('processes', 9)],
  [0x203, list('files', 1)],
  [0x8001abcd, list('files', 1)],
  [0x218, list('files', 2)],
  [0x205, list('interfaces', 1)],
  [0x8011abcd, list('interfaces', 1)],
  [0x219, list('interfaces', 2)],
  [0x206, list('users', 1)],
  [0x8012abcd, list('users', 1)],
  [0x220, list('users', 2)],
  [0x204, list('event', 1)],
  [0x8010abcd, list('event', 1)],
  [0x208, { kind: 'event', version: 1, flags: true }],
  [0x216, { kind: 'event', version: 2, counted: true }],
  [0x217, { kind: 'event', version: 2, counted: true, flags: true }],
  [0x221, { kind: 'event', version: 2, counted: true, large: true }],
  [0x222, { kind: 'event', version: 2, counted: true, large: true, flags: true }],
]);
