import type { Check, Severity } from '../../core/index.ts';
import { checkFamilies } from '../checks/index.ts';

/** What is written in a handbook of ours, of a check or of a kind of rule: what it asks and why, whether or not anything breaks it. */
export interface HandbookEntry {
  readonly id: string;
  /** What it is, as a heading: `Check of Dockerfiles`. */
  readonly sort: string;
  readonly title: string;
  readonly why?: string;
  readonly severity?: Severity;
  readonly remedy?: string;
  /** How it is written where people write it: the setting of a rule. */
  readonly example?: string;
  /** What else there is to say, each under its heading. */
  readonly more?: readonly { readonly heading: string; readonly text: string }[];
  readonly references: readonly string[];
  readonly aliases: readonly string[];
}

const entryOf =
  (sort: string) =>
  ({ id, title, why, severity, remedy, references, aliases }: Omit<Check, 'violating' | 'clean'>): HandbookEntry => ({
    id,
    sort,
    title,
    why,
    severity,
    remedy,
    references,
    aliases,
  });

/** The entries that go by this id or alias, whatever its case: one name of another tool may stand for several of ours. */
export async function handbookEntries(name: string): Promise<readonly HandbookEntry[]> {
  const wanted = name.trim().toLowerCase();
  const all = await handbook();
  const own = all.filter(({ id }) => id.toLowerCase() === wanted);
  return own.length > 0 ? own : all.filter(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === wanted));
}

/** Every entry there is. */
export async function handbook(): Promise<readonly HandbookEntry[]> {
  const [families, { secretDetectors }, { ruleKinds }] = await Promise.all([
    checkFamilies(),
    import('../../phases/1-build/secrets/index.ts'),
    import('../../phases/3-deploy/index.ts'),
  ]);
  return [
    ...families.flatMap(({ of, checks }) => checks.map(entryOf(`Check of ${of}`))),
    ...secretDetectors.map((one) =>
      entryOf('Detector of secrets')({ ...one, id: `secret/${one.id}`, aliases: one.aliases ?? [] }),
    ),
    ...ruleKinds.map(({ key, title, example }) => ({
      id: key,
      sort: 'Rule of a gate',
      title,
      example: `${key}: ${example}`,
      references: [],
      aliases: [],
    })),
  ];
}
