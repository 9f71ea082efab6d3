import { defined, roughSpan } from '../../../../core/index.ts';
import type { ScanFact } from '../facts.ts';
import { type Fault, fault } from '../fault.ts';
import { listSchema, mappingSchema, oneOfSchema, saying, spanSchema, switchSchema } from '../settings/schema-parts.ts';
import type { RuleKind } from './rule-kind.ts';
import { accepting, clockSkew, joinGaps, neverScanned, readAcceptUnknown, unjudgedGaps } from './scan-gaps.ts';
import { notKnown } from './signers-match.ts';

const { remedy } = neverScanned;
const remedyForData = 'Update the data, then scan it: seaworthy scan IMAGE.';

/** What may stay unknown when the rule says so: dates that no publisher gives, and packages that no source of data covers. */
const acceptable = ['dates', 'unjudged'] as const;

/** What such a rule asks for; spans in milliseconds. */
interface ScannedSetting {
  readonly maxAge: number | undefined;
  readonly maxDataAge: number | undefined;
  readonly complete: boolean;
  readonly accepted: ReadonlySet<(typeof acceptable)[number]>;
}

export const scannedRuleKind: RuleKind = {
  key: 'scanned',
  title: 'The image was scanned in full, no longer ago than this, with data no older than that.',
  example: '{ maxAge: 24h, maxDataAge: 24h }',
  schema: mappingSchema({
    maxAge: saying('How old the scan may be: 24h.', spanSchema),
    maxDataAge: saying('How old the data of the scan may be: 3d.', spanSchema),
    complete: saying('Whether the scan must have seen everything; true without it.', switchSchema),
    acceptUnknown: saying('What may stay unknown.', listSchema(oneOfSchema(acceptable))),
  }),
  read(setting) {
    setting.keys('maxAge', 'maxDataAge', 'complete', 'acceptUnknown');
    const asked: ScannedSetting = {
      maxAge: setting.get('maxAge').duration(),
      maxDataAge: setting.get('maxDataAge').duration(),
      complete: setting.get('complete').boolean() ?? true,
      accepted: readAcceptUnknown(setting.get('acceptUnknown'), acceptable),
    };
    return {
      about: 'image',
      needs: { digest: true, scan: true },
      evaluate(image, now) {
        if (!image.digest.known) return notKnown(image.digest.why, 'Make the image reachable, or name it by digest.');
        if (!image.scan.known) return notKnown(image.scan.why, remedy);
        const scan = image.scan.value;
        const faults =
          scan === null ? [neverScanned] : [...scanFaults(scan, asked, now), ...dataFaults(scan, asked, now)];
        const aboutData = scan !== null && asked.maxDataAge !== undefined && !asked.accepted.has('unjudged');
        const unknown = aboutData ? joinGaps(unjudgedGaps(scan, 'rule')) : undefined;
        return {
          limits: [{ what: 'faults of the scan', max: 0, faults }],
          ...defined({ unknown }),
          good: `scanned at ${scan?.created}`,
          evidence:
            scan === null
              ? []
              : [
                  {
                    kind: 'record',
                    statement: `Scanned at ${scan.created}, with ${scan.sources.length} sources of data.`,
                    ...defined({ source: scan.source }),
                  },
                ],
        };
      },
    };
  },
};

function recordFault(
  statement: string,
  observed: string,
  expected: string,
  ids: readonly [string, ...string[]],
  { mend = remedy, sure = true }: { readonly mend?: string; readonly sure?: boolean } = {},
): Fault {
  return fault(ids, { kind: 'record', statement, observed, expected }, mend, sure);
}

/** Why a date is not good enough; undefined when it is. One that is none, or is still to come, is as bad as one too old. */
function ageFault(what: string, date: string, most: number | undefined, now: Date): string | undefined {
  const age = now.getTime() - Date.parse(date);
  if (Number.isNaN(age)) return `${what} is of unknown age.`;
  if (age < -clockSkew) return `${what} is dated in the future.`;
  return most === undefined || age <= most ? undefined : `${what} is ${roughSpan(age)} old.`;
}

const noOlder = (most: number | undefined): string =>
  most === undefined ? 'a time gone by' : `no older than ${roughSpan(most)}`;

function scanFaults(scan: ScanFact, { maxAge, complete }: ScannedSetting, now: Date): readonly Fault[] {
  const aged = ageFault('The scan', scan.created, maxAge, now);
  const mend = 'Read the coverage of the scan, and scan again.';
  return [
    ...(aged === undefined ? [] : [recordFault(aged, scan.created, noOlder(maxAge), ['scan'])]),
    ...(complete && scan.incomplete
      ? [recordFault('The scan was not complete.', 'incomplete', 'complete', ['incomplete'], { mend })]
      : []),
  ];
}

/** What is wrong with the data that a scan rests on, where its age matters. No data at all is not young. */
function dataFaults({ sources }: ScanFact, { maxDataAge, accepted }: ScannedSetting, now: Date): readonly Fault[] {
  if (maxDataAge === undefined) return [];
  const mend = remedyForData;
  // Scans of before that was noted had one if they had any.
  const judging = sources.filter(({ tells = 'advisories' }) => tells === 'advisories');
  const none = (): Fault =>
    recordFault('The scan used no source of advisories.', 'no source', 'a source of advisories', ['data'], {
      mend,
    });
  return [
    ...(judging.length === 0 ? [none()] : []),
    ...sources.flatMap(({ id, date, dated }): readonly Fault[] => {
      const aged = ageFault(`The data of ${id}`, date, maxDataAge, now);
      if (aged !== undefined) return [recordFault(aged, date, noOlder(maxDataAge), ['data', id], { mend })];
      if (dated === 'publisher' || dated === 'server' || accepted.has('dates')) return [];
      const why = dated === 'file' ? 'its file tells only when it was put here' : 'nobody tells when it was published';
      const mendDate = `Take ${id} from a place that keeps its date; ${accepting('dates', 'rule')}`;
      const unsure = { mend: mendDate, sure: false };
      return [
        recordFault(
          `The date of the data of ${id} is not known: ${why}.`,
          date,
          noOlder(maxDataAge),
          ['data', id],
          unsure,
        ),
      ];
    }),
  ];
}
