import { field, isObject } from '../../../foundations/formats/index.ts';

/** A text of a document, and whether its place says that it names an image. */
export interface FoundString {
  readonly text: string;
  readonly named: boolean;
  /** The name is written without saying which tag will be taken. */
  readonly anyTag?: boolean;
}

/** `image`, `imageID`, `sidecarImage`, `RELATED_IMAGE_X` … */
const imageName = /image(?:id|name|ref|reference|tag|_[a-z0-9_]*)?$/i;
/** Members that are a part of a name and none by themselves. */
const nameParts: readonly string[] = ['repository', 'newName', 'name'];
const isImageName = (name: string): boolean => name.length < 200 && imageName.test(name);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/**
 * Every text of a document that could name an image: all strings, and names that are written in parts: `registry`, `repository`, `tag`, `digest` as Helm
 * values have them, `newName`, `newTag`, `digest` as Kustomize has them.
 */
export function* stringsOf(document: unknown): Generator<FoundString, void, undefined> {
  const pending: { readonly value: unknown; readonly named: boolean }[] = [{ value: document, named: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, named } = next;
    if (typeof value === 'string') yield { text: value, named };
    else if (Array.isArray(value)) for (const part of value) pending.push({ value: part, named });
    else if (isObject(value)) {
      const parts = [...inParts(value)];
      yield* parts;
      const isImageVariable = isImageName(text(field(value, 'name')) ?? '');
      for (const [name, member] of Object.entries(value)) {
        if (parts.length > 0 && nameParts.includes(name)) continue;
        const names = isImageName(name) || (name === 'value' && isImageVariable);
        pending.push({ value: member, named: names && typeof member === 'string' });
      }
    }
  }
}

function* inParts(object: unknown): Generator<FoundString, void, undefined> {
  const get = (name: string): string | undefined => text(field(object, name));
  const name = get('newName') ?? get('repository') ?? (get('newTag') === undefined ? undefined : get('name'));
  if (name === undefined) return;
  const registry = get('registry');
  const tag = get('newTag') ?? get('tag');
  const digest = get('digest');
  const full = `${registry === undefined ? '' : `${registry}/`}${name}`;
  if (digest !== undefined) yield { text: `${full}@${digest}`, named: true };
  if (tag !== undefined) yield { text: `${full}:${tag}`, named: true };
  if (tag !== undefined || digest !== undefined) return;
  // A chart takes its own version for an empty tag; anything else called a repository is left alone.
  const isImage = ['tag', 'registry', 'pullPolicy'].some((member) => field(object, member) !== undefined);
  if (isImage) yield { text: full, named: true, anyTag: true };
}
