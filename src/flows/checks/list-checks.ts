import { type Check, type FrameworkControl, jsonText, type Severity } from '../../core/index.ts';

/** A check as it is listed: what it is and what others call it, without the code that looks. */
export interface ListedCheck {
  readonly id: string;
  /** What it looks at: `Dockerfiles`, `manifests`, `pods`. */
  readonly of: string;
  readonly title: string;
  readonly severity: Severity;
  /** Off unless `lint --enable` names it. */
  readonly optional: boolean;
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
}

/** Every family of checks, each loaded here. */
export async function checkFamilies(): Promise<readonly CheckFamily[]> {
  const [{ dockerfileChecks, manifestChecks }, { podSecurityControls }] = await Promise.all([
    import('../../phases/1-build/checks/index.ts'),
    import('../../phases/3-deploy/index.ts'),
  ]);
  return [
    { of: 'Dockerfiles', checks: dockerfileChecks },
    { of: 'manifests', checks: manifestChecks },
    { of: 'pods', checks: podSecurityControls },
  ];
}

/** The catalogue: every check of every family. */
export async function listChecks(): Promise<readonly ListedCheck[]> {
  return (await checkFamilies()).flatMap(({ of, checks }) => checks.map((check) => listed(of, check)));
}

function listed(of: string, check: Check): ListedCheck {
  const { id, title, severity, why, remedy, references, aliases, frameworks = [], optional = false } = check;
  const asText = (example: unknown): string => (typeof example === 'string' ? example : jsonText(example));
  return {
    id,
    of,
    title,
    severity,
    optional,
    why,
    remedy,
    references,
    aliases,
    frameworks,
    violating: check.violating.map(asText),
    clean: check.clean.map(asText),
  };
}
