import { type Advisory, type AdvisoryScope, defined } from '../../../../core/index.ts';
import { rpm } from '../../../../foundations/versions/index.ts';
import type { FeedRecord } from '../feed.ts';
import { scopesByHeading } from './module-builds.ts';
import type { Update, UpdateinfoKind } from './updateinfo-read.ts';

/** A package in a bulletin, within one stream: the lowest version for each processor that mends it. */
interface Fix {
  readonly update: Update;
  readonly name: string;
  readonly module: string | undefined;
  readonly versions: Map<string, string>;
}

/** What bulletins fix, with all files that a bulletin stands in put together. */
export interface Fixes {
  add(update: Update): void;
  all(): Iterable<Fix>;
}

export function createFixes(): Fixes {
  const fixes = new Map<string, Fix>();
  return {
    add(update) {
      for (const { name, module, version, architecture } of update.packages) {
        const key = `${update.id}\n${name}\n${module ?? ''}`;
        const fix = fixes.get(key) ?? { update, name, module, versions: new Map<string, string>() };
        const known = fix.versions.get(architecture);
        // Several builds of one package in one bulletin are one fix: one for each context of a module, or built once more.
        if (known === undefined || rpm.compare(version, known) < 0) fix.versions.set(architecture, version);
        fixes.set(key, fix);
      }
    },
    all: () => fixes.values(),
  };
}

/**
 * The versions that mend it, lowest first, each with the processors it is limited to. One that is the same for all is limited to none: a bulletin names the
 * processors that were built for, and one that was built for later has the flaw too. Where they differ, the lowest holds for whatever no other does.
 */
function boundsOf({
  versions,
}: Fix): readonly { readonly fixed: string; readonly architectures?: readonly string[] }[] {
  const distinct = [...new Set(versions.values())].sort(rpm.compare);
  return distinct.map((fixed, index) => {
    const built = [...versions].flatMap(([architecture, version]) => (version === fixed ? [architecture] : []));
    return index === 0 ? { fixed } : { fixed, architectures: built.sort() };
  });
}

function scopesOf(
  { update, module, versions }: Fix,
  architectures: readonly string[] | undefined,
  { hasModules }: UpdateinfoKind,
): readonly AdvisoryScope[] | undefined {
  if (!hasModules) return architectures === undefined ? undefined : [{ architectures }];
  const streams = module === undefined ? scopesByHeading(update.title, [...versions.values()]) : [{ module }];
  return streams.map((scope) => ({ ...scope, ...defined({ architectures }) }));
}

/** A record for each package of each bulletin, and for each of its versions where processors have different ones. */
export function* fixRecords(fixes: Fixes, kind: UpdateinfoKind): Generator<FeedRecord> {
  for (const fix of fixes.all()) {
    const { update, name } = fix;
    const { id, flaws, title, severity: level, published, date } = update;
    for (const { fixed, architectures } of boundsOf(fix)) {
      const severity = level === undefined ? undefined : { level, source: kind.publisher };
      const advisory: Advisory = {
        id,
        aliases: [],
        covers: flaws,
        package: name,
        status: 'affected',
        ranges: [{ fixed }],
        versions: [],
        ...defined({ only: scopesOf(fix, architectures, kind), severity }),
        cvss: [],
        ...(title === '' ? {} : { title }),
        ...defined({ details: update.details, published, modified: date }),
        references: [kind.page(id)].filter((page) => page !== undefined),
      };
      yield { kind: 'advisory', key: name, advisory };
    }
  }
}
