import { type Check, defined, type FrameworkControl, jsonText, type Severity } from '../../core/index.ts';

/** A check as it is listed: what it is and what others call it, without the code that looks. */
export interface ListedCheck {
  readonly id: string;
  /** What it looks at: `Dockerfiles`, `Compose files`, `manifests`, `infrastructure`, `images`, `pods`. */
  readonly of: string;
  readonly title: string;
  readonly severity: Severity;
  /** Off unless `lint --enable` names it. */
  readonly optional: boolean;
  /** One of Dockerfiles that holds of the history of an image as well, which `scan` judges. */
  readonly inHistory: boolean;
  /** What `lint --fix` writes where it is not kept, in a few words; absent where only a person can say. */
  readonly mends?: string;
  readonly why: string;
  readonly remedy: string;
  readonly references: readonly string[];
  readonly aliases: readonly string[];
  readonly frameworks: readonly FrameworkControl[];
  /** As text: a file, or the object that is judged. */
  readonly violating: readonly string[];
  readonly clean: readonly string[];
}

/** Checks of one kind of thing. */
export interface CheckFamily {
  readonly of: string;
  readonly checks: readonly Check[];
  /** Those of them that hold of the history of an image as well. */
  readonly inHistory?: readonly Check[];
}

/** Every family of checks, each loaded here. */
export async function checkFamilies(): Promise<readonly CheckFamily[]> {
  const [
    { composeChecks, dockerfileChecks, historyChecks, imageChecks, manifestChecks, resourceChecks },
    { podSecurityControls },
  ] = await Promise.all([import('../../phases/1-build/checks/index.ts'), import('../../phases/3-deploy/index.ts')]);
  return [
    { of: 'Dockerfiles', checks: dockerfileChecks, inHistory: historyChecks },
    { of: 'Compose files', checks: composeChecks },
    { of: 'manifests', checks: manifestChecks },
    { of: 'infrastructure', checks: resourceChecks },
    { of: 'images', checks: imageChecks },
    { of: 'pods', checks: podSecurityControls },
  ];
}

/** The catalogue: every check of every family. */
export async function listChecks(): Promise<readonly ListedCheck[]> {
  return (await checkFamilies()).flatMap(({ of, checks, inHistory = [] }) =>
    checks.map((check) => listed(of, check, inHistory.includes(check))),
  );
}

function listed(of: string, check: Check, inHistory: boolean): ListedCheck {
  const { id, title, severity, why, remedy, references, aliases, frameworks = [], optional = false } = check;
  const asText = (example: unknown): string => (typeof example === 'string' ? example : jsonText(example));
  return {
    id,
    of,
    title,
    severity,
    optional,
    inHistory,
    why,
    remedy,
    references,
    aliases,
    frameworks,
    violating: check.violating.map(asText),
    clean: check.clean.map(asText),
    ...defined({ mends: 'mender' in check ? (check.mender as { readonly does: string }).does : undefined }),
  };
}
