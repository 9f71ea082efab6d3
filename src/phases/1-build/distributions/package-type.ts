import type { Distribution } from '../../../core/index.ts';

/** Purl type of the packages that a distribution is made of, by its id and those it says to be like (os-release(5), `ID_LIKE`). */
const types: ReadonlyMap<string, string> = new Map([
  ...['alpine', 'chainguard', 'minimos', 'postmarketos', 'wolfi'].map((id) => [id, 'apk'] as const),
  ...['debian', 'devuan', 'kali', 'linuxmint', 'pop', 'raspbian', 'ubuntu'].map((id) => [id, 'deb'] as const),
]);

/** Undefined when we do not know it, or when its kind is read by nobody here. */
export function packageTypeOf({ id, like }: Distribution): string | undefined {
  return [id, ...like].map((one) => types.get(one)).find((type) => type !== undefined);
}
