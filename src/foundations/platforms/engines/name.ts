import { SeaworthyError } from '../../../core/index.ts';

/** Longer than any registry, repository, tag and digest together (distribution, "reference": 255 for the name, 128 for the tag). */
const longest = 600;

/**
 * The name of an image as it may stand in a path that an engine is asked for: parts that cannot climb. Throws `E_REFERENCE`.
 */
export function checkedName(name: string): string {
  const parts = name.split('/');
  const isName =
    name.length <= longest &&
    /^[A-Za-z0-9[][A-Za-z0-9._:@/+[\]-]*$/.test(name) &&
    parts.every((part) => /^(?:[A-Za-z0-9]|\[[0-9A-Fa-f:]+\]:)/.test(part));
  if (isName) return name;
  throw new SeaworthyError('E_REFERENCE', 'not the name of an image in an engine', {
    where: name.slice(0, 200),
    next: 'Write it as the engine lists it: repository:tag, registry/repository:tag, or the id of the image.',
  });
}

/**
 * The whole of a name, as Docker reads it (distribution, "familiar names"): `alpine` is `docker.io/library/alpine:latest`. What is a digest or an id by itself stays.
 */
export function wholeName(name: string): string {
  if (/^sha256:[0-9a-f]{64}$/.test(name)) return name;
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? name : `docker.io/${rest.length === 0 ? 'library/' : ''}${name}`;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return last.includes(':') || last.includes('@') ? path : `${path}:latest`;
}
