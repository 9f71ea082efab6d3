/** Major, minor and patch. */
export type Version = readonly [number, number, number];

/** A version of the form `x.y.z`, what follows a `-` or `+` left out; `undefined` when it is none. */
export function readVersion(text: string): Version | undefined {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+].*)?$/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Whether what we have serves what is asked for: the same major version, and not older. */
export function serves(have: Version, asked: Version): boolean {
  if (have[0] !== asked[0]) return false;
  return have[1] > asked[1] || (have[1] === asked[1] && have[2] >= asked[2]);
}
