import { count, minuteOf, spanText } from '../../core/index.ts';
import type { Told } from '../record-kind.ts';
import { first } from '../sentences.ts';
import type { InUseEvidence, InUsePackage } from './payload.ts';

const how: Readonly<Record<InUsePackage['strongest'], string>> = { exec: 'run', map: 'mapped as code', open: 'opened' };

/** Which packages were seen in use, over which time, and what could not be seen. */
export function tellInUse({ observation, limits, packages, unownedFiles }: InUseEvidence): readonly Told[] {
  const { first: from, last, observedFor, events, containers } = observation;
  return [
    {
      title: `${count(packages.length, 'package')} seen in use, watched for ${spanText(observedFor)}`,
      outcome: limits.length > 0 ? 'unknown' : 'info',
      details: [
        `from ${minuteOf(from)} to ${minuteOf(last)} UTC: ${count(events, 'event')} in ${count(containers.length, 'container')}`,
        ...limits.map((limit) => `may be missing something: ${limit}`),
        ...first(packages.map(({ name, version, strongest }) => `${name} ${version}: ${how[strongest]}`)),
        ...(unownedFiles > 0 ? [`${count(unownedFiles, 'used file')} in no package that is known`] : []),
      ],
    },
  ];
}
