const form = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,12}))?(Z|z|[+-]\d\d:?\d\d)?$/;

/** Nanoseconds since 1970 of a date as RFC 3339 has it, UTC where it names no zone; `undefined` where the text is none. */
export function nanosecondsOf(text: unknown): bigint | undefined {
  const match = typeof text === 'string' ? form.exec(text) : null;
  if (match === null) return undefined;
  const [, day = '', clock = '', fraction = '', zone = 'Z'] = match;
  const milliseconds = Date.parse(`${day}T${clock}${/^z$/i.test(zone) ? 'Z' : zone.replace(/^(...):?(..)$/, '$1:$2')}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}
