import { oneDay, oneHour, oneMinute } from './text.ts';

const units = { m: oneMinute, h: oneHour, d: oneDay } as const;

/** `30m`, `24h` or `7d` in milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9]\d{0,4})([mhd])$/.exec(text);
  return match === null ? undefined : Number(match[1]) * units[match[2] as keyof typeof units];
}
