import {
  type Digest,
  defined,
  emptyCoverage,
  type ImageBase,
  type ImageBuild,
  type Inventory,
  joinCoverage,
  openFindings,
  type Problem,
  SeaworthyError,
} from '../../core/index.ts';
import {
  countFindings,
  type KnownBase,
  markFindings,
  proveBase,
  tellBase,
} from '../../phases/1-build/base-images/index.ts';
import type { BareReport } from '../../records/index.ts';
import type { Session } from '../session/session.ts';
import type { ListedBases } from './known-bases.ts';
import { isDisproven, ledgerBases, type NamesSaid, newerBase } from './ledger-bases.ts';
import { upkeepBefore, upkeepState } from './upkeep-of.ts';

/** What of an inventory is told of how an image is kept. */
export type UpkeepFacts = Pick<Inventory, 'build' | 'surface'> & { readonly packages: number };

/** Those of an inventory. */
export const upkeepFacts = ({ build, surface, packages }: Inventory): UpkeepFacts => ({
  packages: packages.length,
  ...defined({ build, surface }),
});

/**
 * The report of an image with what it was built from and how it was kept. It explains findings and judges none: whatever an image claims of its base, each stays
 * where it is. A ledger that cannot be read is told, and takes nothing else from the report.
 */
export async function withUpkeep<R extends BareReport>(
  report: R,
  { build, surface, packages }: UpkeepFacts,
  { bases: listed, problems: unlisted }: ListedBases,
  session: Session,
  said?: NamesSaid,
): Promise<R> {
  const { subject } = report;
  if (subject.kind !== 'image' || build === undefined) return report;
  const { problems, ...known } = await fromLedger(session, async (ledger) => {
    const bases = [...listed, ...(await ledgerBases(ledger, build, subject.digest, said))];
    const found = tellBase(build, subject.digest, bases, await isDisproven(ledger, build));
    const newer = found && (await newerBase(ledger, found, subject.platform));
    return {
      base: found && { ...found, ...defined({ newer, listed: listedPart(build, subject.digest, listed) }) },
      before: await upkeepBefore(ledger, subject, said),
    };
  });
  const base = 'base' in known ? known.base : fromLists(build, subject.digest, listed);
  // One ledger that cannot be read is one trouble, whoever asked it first.
  const news = [...unlisted, ...problems].filter(
    ({ code, part }) => !report.coverage.problems.some((one) => one.part === part && one.code === code),
  );
  const marked = { ...report, findings: markFindings(report.findings, base?.layers) };
  const findings = base?.layers === undefined ? undefined : countFindings(openFindings(marked));
  return {
    ...marked,
    ...(news.length === 0 ? {} : { coverage: joinCoverage(report.coverage, { ...emptyCoverage, problems: news }) }),
    ...defined({ base: base && { ...base, ...defined({ findings }) } }),
    upkeep: { ...upkeepState(report, packages, build.created, surface), ...defined({ before: known.before }) },
  };
}

/** What lists alone tell. */
function fromLists(build: ImageBuild, self: Digest, listed: readonly KnownBase[]): ImageBase | undefined {
  const found = tellBase(build, self, listed);
  return found && { ...found, ...defined({ listed: listedPart(build, self, listed) }) };
}

/** The longest of the bases that lists name and whose layers the image begins with. */
function listedPart(build: ImageBuild, self: Digest, listed: readonly KnownBase[]): ImageBase['listed'] {
  const { names: [name] = [], layers } = proveBase(build.diffIds, self, listed) ?? {};
  return name === undefined || layers === undefined ? undefined : { name, layers };
}

type Ledger = NonNullable<Awaited<ReturnType<Session['knownLedger']>>>;

async function fromLedger<T>(
  session: Session,
  ask: (ledger: Ledger) => Promise<T>,
): Promise<Partial<T> & { readonly problems: readonly Problem[] }> {
  try {
    const ledger = await session.knownLedger();
    const known: Partial<T> = ledger === undefined ? {} : await ask(ledger);
    return { ...known, problems: [] };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    const message = `what the ledger knows of its base and of images before it was not used: ${error.message}`;
    const where = session.settings.ledgerDirectory ?? 'ledger';
    const problem: Problem = { code: error.code, message, where, part: 'ledger', incomplete: false };
    return { ...({} as Partial<T>), problems: [problem] };
  }
}
