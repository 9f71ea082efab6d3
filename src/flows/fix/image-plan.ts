import path from 'node:path';
import { type Conditions, type Finding, type Package, type Report, SeaworthyError } from '../../core/index.ts';
import {
  type DockerfilePlan,
  type EditOutcome,
  type FileText,
  planDockerfile,
} from '../../phases/1-build/fix/index.ts';
import type { Session } from '../session/session.ts';
import { type BaseInView, judgeBase, lookAtBase, nameToWrite, releaseOf } from './base.ts';
import type { Mending } from './choose.ts';
import type { BaseFix } from './fix-result.ts';
import { textOf, whyOutside } from './project-files.ts';

/** What an image is made from, where the caller says it. */
export interface ImageSources {
  readonly dockerfile?: string;
  /** The image to build upon, as it is to stand behind `FROM`. */
  readonly base?: string;
}

/** What becomes of an image's packages. */
export interface ImagePlan {
  /** The folder of the Dockerfile. */
  readonly root?: string;
  readonly plan: DockerfilePlan;
  readonly base?: BaseFix;
  /** Findings that stay of those packages that the new base brings in another version, by the package's id. */
  readonly still: ReadonlyMap<string, readonly Finding[]>;
  /** The versions in which the new base brings them. */
  readonly versions: ReadonlyMap<string, string>;
}

/** Kinds that a distribution's package manager installs. */
const ofDistribution = new Set(['apk', 'deb', 'rpm', 'alpm']);

/** Who brought a package: the base, or whoever built upon it; undefined where nobody knows where the base ends. */
export function broughtBy({ layer }: Package, { base }: Report): 'base' | 'yours' | undefined {
  if (base?.layers === undefined || layer === undefined) return undefined;
  return layer.index < base.layers ? 'base' : 'yours';
}

/** What can be rewritten of what an image is made from, and what of it a newer base would clear. Nothing is written. */
export async function planImage(
  report: Report,
  mendings: readonly Mending[],
  sources: ImageSources,
  conditions: readonly Conditions[],
  session: Session,
): Promise<ImagePlan> {
  const file = sources.dockerfile === undefined ? undefined : await dockerfileAt(sources.dockerfile);
  const base = sources.base === undefined ? undefined : await lookAtBase(sources.base, report, session);
  const plan = file === undefined ? { outcomes: [], files: [] } : planOf(file, report, mendings, base);
  const byBase =
    base && judgeBase(base, plan.base, report, { mendings, conditions, now: session.settings.clock.now() });
  const known = new Set(byBase?.outcomes.map(({ wanted }) => wanted.found));
  const outcomes = [
    ...plan.outcomes.filter(({ wanted }) => !known.has(wanted.found)),
    ...(byBase?.outcomes ?? []).map((one) => inFile(one, file)),
  ];
  return {
    ...(file === undefined ? {} : { root: file.root }),
    plan: { ...plan, outcomes },
    ...(byBase === undefined ? {} : { base: byBase.fix }),
    still: byBase?.still ?? new Map(),
    versions: byBase?.versions ?? new Map(),
  };
}

function planOf(
  file: FileText,
  report: Report,
  mendings: readonly Mending[],
  base: BaseInView | undefined,
): DockerfilePlan {
  const wanted = mendings.flatMap(({ found, to }) =>
    to === undefined || !ofDistribution.has(found.type) || broughtBy(found, report) === 'base' ? [] : [{ found, to }],
  );
  if (base?.report === undefined) return planDockerfile(file, wanted, report.packages);
  const isOtherRelease = releaseOf(base.report) !== releaseOf(report);
  return planDockerfile(file, wanted, report.packages, { name: nameToWrite(base, file.text), isOtherRelease });
}

/** What moves with the base stands in the file, so that one that is left as it is takes back what was said. */
function inFile(one: EditOutcome, file: FileText | undefined): EditOutcome {
  if (file === undefined || one.state !== 'edited') return one;
  const { name, version } = one.wanted.found;
  return { ...one, moved: [{ path: file.path, name, from: version, to: one.wanted.to }] };
}

async function dockerfileAt(file: string): Promise<FileText & { readonly root: string }> {
  const [root, name] = [path.dirname(file), path.basename(file)];
  const why = await whyOutside(root, name);
  const text = why === undefined ? textOf(file) : undefined;
  if (text === undefined)
    throw new SeaworthyError(
      'E_READ',
      `the Dockerfile cannot be rewritten: ${why ?? 'it is too large, or is no UTF-8'}`,
      {
        where: file,
      },
    );
  return { root, path: name, text };
}

/** Why a package of an image stays as it is, as far as its place tells. */
export function whyInImage(found: Package, report: Report, isDockerfileGiven: boolean): string {
  const name = report.base?.names[0];
  const base = name === undefined ? 'the base' : `the base ${name}`;
  const isTold = ofDistribution.has(found.type);
  switch (broughtBy(found, report)) {
    case 'base':
      return `${base} brings it: a newer state of that clears it, or another base (\`--base\` judges one)`;
    case 'yours':
      if (!isTold)
        return 'it is yours, and no package of the distribution: what names it in the sources is what to raise';
      return isDockerfileGiven
        ? 'it is yours'
        : 'it is yours: a build without a cache takes what the repository has then, unless the Dockerfile pins it (`--dockerfile`)';
    default:
      return isTold
        ? 'where the base ends is not known: a build anew, on the newest state of the base and without a cache, takes what the repository has then'
        : 'an image is built anew from what it is made of: what names it in the sources is what to raise';
  }
}
