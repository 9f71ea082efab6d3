import { formatDuration } from '../duration.ts';
import type { Offence } from '../gate.ts';
import type { RuleKind } from './rule-kind.ts';
import { notKnown } from './signers-match.ts';

const remedy = 'Scan it: seaworthy scan IMAGE.';

export const scannedRuleKind: RuleKind = {
  key: 'scanned',
  title: 'The image was scanned in full, no longer ago than this, with data no older than that.',
  example: '{ maxAge: 24h, maxDataAge: 24h }',
  read(setting) {
    setting.keys('maxAge', 'maxDataAge', 'complete');
    const maxAge = setting.get('maxAge').duration();
    const maxDataAge = setting.get('maxDataAge').duration();
    const complete = setting.get('complete').boolean() ?? true;
    return {
      about: 'image',
      needs: { digest: true, scan: true },
      assess(image, now) {
        if (!image.digest.known) return notKnown(image.digest.why, 'Make the image reachable, or name it by digest.');
        if (!image.scan.known) return notKnown(image.scan.why, remedy);
        const scan = image.scan.value;
        const offences: Offence[] = [];
        const against = (
          statement: string,
          observed: string,
          expected: string,
          ids: readonly string[],
          what = remedy,
        ): void => {
          offences.push({ ids, sure: true, evidence: { kind: 'record', statement, observed, expected }, remedy: what });
        };
        /** Judges an age; a date that is none is as bad as one too old. */
        const judgeAge = (
          what: string,
          date: string,
          most: number | undefined,
          ids: readonly string[],
          mend?: string,
        ): void => {
          if (most === undefined) return;
          const age = now.getTime() - Date.parse(date);
          if (age <= most) return;
          const told = Number.isNaN(age) ? 'of unknown age' : `${formatDuration(age)} old`;
          against(`${what} is ${told}.`, date, `no older than ${formatDuration(most)}`, ids, mend);
        };
        if (scan === null) against('The image was never scanned.', 'no scan', 'a scan', ['scan']);
        else {
          judgeAge('The scan', scan.created, maxAge, ['scan']);
          for (const { id, date } of scan.sources)
            judgeAge(
              `The data of ${id}`,
              date,
              maxDataAge,
              ['data', id],
              `Update the data, then ${remedy.toLowerCase()}`,
            );
          if (complete && scan.incomplete)
            against(
              'The scan was not complete.',
              'incomplete',
              'complete',
              ['incomplete'],
              'Read the coverage of the scan, and scan again.',
            );
        }
        return {
          limits: [{ what: 'faults of the scan', max: 0, offences }],
          good: `scanned at ${scan?.created}`,
          evidence:
            scan === null
              ? []
              : [
                  {
                    kind: 'record',
                    statement: `Scanned at ${scan.created}, with ${scan.sources.length} sources of data.`,
                    ...(scan.source === undefined ? {} : { source: scan.source }),
                  },
                ],
        };
      },
    };
  },
};
