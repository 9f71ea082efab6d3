/**
 * What the file of a project (`seaworthy.yaml` in the working folder) may do with a setting. A project may come from anybody: its file names nothing
 * outside of the project, and makes nothing less strict than it is for this user without it.
 */
export type ProjectRule =
  /** Changes only how things look. */
  | { readonly may: 'set' }
  | { readonly may: 'nothing'; readonly why: string }
  /** `than` is what holds without the project's file; undefined where nothing is set and there is no default. */
  | {
      readonly may: 'tighten';
      /** In place of the value, for people: `only true`. */
      readonly how: string;
      isAsStrict(value: unknown, than: unknown): boolean;
    }
  /** What it lists counts besides what the user lists. */
  | { readonly may: 'add' }
  /** Files below the working folder, as `filesOf` finds them in the value. */
  | { readonly may: 'name files inside'; filesOf(value: unknown): readonly string[] };

export const looks: ProjectRule = { may: 'set' };
export const adds: ProjectRule = { may: 'add' };
export const onlyTrue: ProjectRule = { may: 'tighten', how: 'only true', isAsStrict: (value) => value === true };
export const onlyFalse: ProjectRule = { may: 'tighten', how: 'only false', isAsStrict: (value) => value === false };

/** `trust`, `places`, `judged`: the reasons that keys share. */
export const never = {
  trust: { may: 'nothing', why: 'it decides whom you trust' },
  places: { may: 'nothing', why: 'it decides where your files lie' },
  judged: { may: 'nothing', why: 'it decides what is judged, and by what' },
  /** Also limits: a feed that is refused or cannot be fetched in time leaves older data in force. */
  data: { may: 'nothing', why: 'it decides what is known of flaws' },
  runs: { may: 'nothing', why: 'it names a program that is run with your rights' },
  listens: { may: 'nothing', why: 'it decides who can reach this machine, and how' },
} as const satisfies Readonly<Record<string, ProjectRule>>;

export const only = (text: string): ProjectRule => ({
  may: 'tighten',
  how: `only ${text}`,
  isAsStrict: (value) => value === text,
});

/** A number that may only become smaller. */
export const onlyLess: ProjectRule = {
  may: 'tighten',
  how: 'only less than without it',
  isAsStrict: (value, than) => typeof than !== 'number' || Number(value) <= than,
};

/** What a project's file may do, after the name of a key in help and in the reference. */
export function projectNote(rule: ProjectRule | undefined): string {
  switch (rule?.may) {
    case 'set':
      return '';
    case 'tighten':
      return `in a project’s file ${rule.how}`;
    case 'add':
      return 'what a project’s file lists counts besides yours';
    case 'name files inside':
      return 'in a project’s file only files inside of it, and where your own says nothing';
    default:
      return 'not in a project’s file';
  }
}
