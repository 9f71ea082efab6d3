import { basename, resolve } from 'node:path';
import { parseReference, parseTarget, splitSelector } from '../../foundations/images/index.ts';
import { repositoryOf } from '../../phases/3-deploy/index.ts';

/** An image that is to be judged. */
export interface ImagePlace {
  /** By which the gate knows it: `registry/repository:tag`. */
  readonly reference: string;
  /** What is opened to look at it. */
  readonly target: string;
}

/**
 * Where an image that a workload names lies: in the layout given for its repository, else in its registry. What a workload names is never taken for a
 * file of this machine.
 */
export function placeOf(reference: string, layouts: ReadonlyMap<string, string>): ImagePlace {
  const layout = layouts.get(repositoryOf(reference) ?? '');
  if (layout === undefined) return { reference, target: `registry:${reference}` };
  const { tag, digest } = parseReference(reference);
  return { reference, target: `oci:${layout}${digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}`}` };
}

/**
 * The place of an OCI layout that a person named, `oci:PATH[:TAG|@DIGEST]`. The gate knows its image by the repository that the layout was given for, else
 * as `localhost/NAME`, NAME being that of the folder: the name that images without a registry have elsewhere too.
 */
export function layoutPlace(text: string, isLayout: boolean, layouts: ReadonlyMap<string, string>): ImagePlace {
  const { rest } = parseTarget(text);
  const { path, selector } = isLayout ? { path: rest, selector: {} } : splitSelector(rest, 'tag');
  const given = [...layouts].find(([, folder]) => resolve(folder) === resolve(path))?.[0];
  const repository = given ?? `localhost/${nameOf(path)}`;
  const { name, digest } = selector;
  const behind = digest !== undefined ? `@${digest}` : name === undefined ? '' : `:${name}`;
  return { reference: `${repository}${behind}`, target: text.startsWith('oci:') ? text : `oci:${text}` };
}

/** The name of a folder as a part of a repository name (distribution/reference, "path-component"). */
function nameOf(path: string): string {
  const plain = basename(resolve(path))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return plain === '' ? 'image' : plain;
}
