import { type Advisory, severityFromWord, type VersionRange } from '../../../../../core/index.ts';
import { optionalStrings } from '../../../../../foundations/formats/index.ts';
import { rpm } from '../../../../../foundations/versions/index.ts';
import { scopesByHeading } from '../module-builds.ts';
import type { OsvDialect } from '../osv/dialect.ts';

/** `Important: kernel security update`, and once `ALSA-2022:5468: php:8.0 security update (Important)`. */
const severity = /^(Critical|Important|Moderate|Low):|\((Critical|Important|Moderate|Low)\)$/;

/** Errata of security; those of bugs and enhancements are about a flaw only where they name one. */
const isSecurity = (id: string): boolean => id.startsWith('ALSA-');

/**
 * The lowest of the versions that fix it: the same fix is built once for each processor, and the builds differ in the number of the build alone
 * (`+2618+8d46dafd`, `+254+b4526b16`), which is no order of theirs.
 */
function lowestFix(ranges: readonly VersionRange[]): readonly VersionRange[] {
  const fixes = ranges.flatMap(({ introduced, fixed }) => (introduced === undefined && fixed ? [fixed] : []));
  const [first, ...others] = fixes;
  if (first === undefined || fixes.length < ranges.length || !fixes.every(rpm.hasPlace)) return ranges;
  return [{ fixed: others.reduce((a, b) => (rpm.compare(a, b) <= 0 ? a : b), first) }];
}

/** Errata of AlmaLinux: the flaws are in `related`, the severity and the stream of a module in the heading. */
export const almaDialect = (release: string): OsvDialect => ({
  release,
  versionOrder: 'rpm',
  adapt(advisory, record) {
    const { id, title = '', ranges } = advisory;
    const covers = optionalStrings(record, 'related', id).filter((one) => one.startsWith('CVE-'));
    if (covers.length === 0 && !isSecurity(id)) return undefined;
    const [, first, last] = severity.exec(title) ?? [];
    const word = first ?? last;
    const fixes = ranges.flatMap(({ fixed }) => fixed ?? []);
    const adapted: Advisory = {
      ...advisory,
      covers: [...new Set(covers)],
      ranges: lowestFix(ranges),
      only: scopesByHeading(title.replace(/^ALSA-\S+\s/, ''), fixes),
    };
    return word === undefined
      ? adapted
      : { ...adapted, severity: { level: severityFromWord(word), source: 'AlmaLinux' } };
  },
});
