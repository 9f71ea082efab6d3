import { count, minuteOf, spanText } from '../../../core/index.ts';
import type { FullRecord } from '../../../foundations/ledger/index.ts';
import type { InUseEvidence } from '../../../phases/4-run/index.ts';
import { requireShape } from '../../ledger/payloads.ts';
import { members, number, texts } from '../payload.ts';
import type { Teller } from '../teller.ts';
import { first } from '../words.ts';

const how: Readonly<Record<string, string>> = { exec: 'run', map: 'mapped as code', open: 'opened' };

/** Which packages were seen in use, over which time, and what could not be seen. */
export const tellInUse: Teller = (record) => {
  const { observation, limits, packages, unownedFiles } = readInUse(record);
  const { first: from, last, observedFor, events, containers } = observation;
  return [
    {
      phase: 'run',
      title: `${count(packages.length, 'package')} seen in use, watched for ${spanText(observedFor)}`,
      outcome: limits.length > 0 ? 'unknown' : 'info',
      details: [
        `from ${minuteOf(from)} to ${minuteOf(last)} UTC: ${count(events, 'event')} in ${count(containers.length, 'container')}`,
        ...limits.map((limit) => `may be missing something: ${limit}`),
        ...first(packages.map(({ name, version, strongest }) => `${name} ${version}: ${how[strongest] ?? strongest}`)),
        ...(unownedFiles > 0 ? [`${count(unownedFiles, 'used file')} in no package that is known`] : []),
      ],
    },
  ];
};

/** What an `in-use` record says. Throws `E_LEDGER` for another shape. */
export function readInUse(record: FullRecord): InUseEvidence {
  const payload = members(record.payload);
  const { first: from, last, observedFor, containers } = members(payload.observation);
  const whole =
    typeof from === 'string' &&
    typeof last === 'string' &&
    typeof observedFor === 'number' &&
    number(observedFor) >= 0 &&
    Array.isArray(containers) &&
    Array.isArray(payload.limits) &&
    texts(payload.limits).length === payload.limits.length &&
    Array.isArray(payload.packages) &&
    payload.packages.every((one) =>
      ['purl', 'name', 'version', 'strongest'].every((name) => typeof members(one)[name] === 'string'),
    );
  requireShape(record, 'in-use', whole);
  return record.payload as InUseEvidence;
}
