import { defined, type PackageOrigin } from '../../../../../core/index.ts';
import { field, isObject } from '../../../../../foundations/formats/index.ts';

/** Text that is kept: nobody's name or address is longer. */
const maxText = 200;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, maxText) : undefined;

/** `Mara Lind <mara@x.example> (https://x.example)`, or the same as an object. */
function personOf(value: unknown): string | undefined {
  if (!isObject(value)) return textOf(textOf(value)?.replace(/\s{0,10}\([^()]{0,200}\)$/, ''));
  const [name, email] = [textOf(field(value, 'name')), textOf(field(value, 'email'))];
  return name === undefined || email === undefined ? (name ?? email) : `${name} <${email}>`;
}

const hosts: Readonly<Record<string, string>> = {
  github: 'https://github.com/',
  gitlab: 'https://gitlab.com/',
  bitbucket: 'https://bitbucket.org/',
};

/** An address of git as one that a browser opens; undefined for what is none. */
function repositoryOf(value: unknown): string | undefined {
  const said = textOf(isObject(value) ? field(value, 'url') : value);
  const [, host = 'github', path] =
    /^(?:(github|gitlab|bitbucket):)?([\w.-]{1,100}\/[\w.-]{1,100})$/.exec(said ?? '') ?? [];
  if (path !== undefined) return `${hosts[host] ?? ''}${path}`;
  const [, rest] = /^(?:git\+)?(?:https?|git|ssh):\/\/(?:git@)?([^\s@]{1,200})$/.exec(said ?? '') ?? [];
  return rest === undefined ? undefined : `https://${rest.replace(/\.git$/, '')}`;
}

/** Who made a package and where its page is (docs.npmjs.com, "package.json": `author`, `homepage`, `repository`). */
export function originOf(manifest: unknown): { readonly origin?: PackageOrigin } {
  const origin = defined({
    maintainer: personOf(field(manifest, 'author')),
    homepage: textOf(field(manifest, 'homepage')) ?? repositoryOf(field(manifest, 'repository')),
  });
  return Object.keys(origin).length === 0 ? {} : { origin };
}
