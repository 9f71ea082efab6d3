import { type Clock, fixedClock, SeaworthyError, systemClock } from '../../../core/index.ts';

/** The time that `SOURCE_DATE_EPOCH` sets (reproducible-builds.org, "SOURCE_DATE_EPOCH specification": seconds since 1970), or the real one. */
export function clockFrom(env: Readonly<Record<string, string | undefined>>): Clock {
  const text = env.SOURCE_DATE_EPOCH;
  if (text === undefined || text === '') return systemClock;
  if (!/^\d{1,11}$/.test(text)) {
    throw new SeaworthyError(
      'E_USAGE',
      `SOURCE_DATE_EPOCH is not a number of seconds: ${JSON.stringify(text.slice(0, 100))}`,
      {
        next: 'Unset it, or set it to seconds since 1970.',
      },
    );
  }
  return fixedClock(new Date(Number(text) * 1000));
}
