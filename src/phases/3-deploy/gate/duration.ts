const minute = 60_000;
const units = { m: minute, h: 60 * minute, d: 24 * 60 * minute } as const;

/** `30m`, `24h` or `7d` in milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9]\d{0,4})([mhd])$/.exec(text);
  return match === null ? undefined : Number(match[1]) * units[match[2] as keyof typeof units];
}

/** A span of time as a person says it: `3 days`, `26 hours`, `5 minutes`. */
export function formatDuration(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  const [size, name] =
    span >= 3 * units.d
      ? ([units.d, 'day'] as const)
      : span >= 2 * units.h
        ? ([units.h, 'hour'] as const)
        : ([units.m, 'minute'] as const);
  const count = Math.round(span / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
