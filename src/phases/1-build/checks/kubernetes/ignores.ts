import type { Suppression } from '../../../../core/index.ts';
import { field, isObject } from '../../../../foundations/formats/index.ts';
import { namesOf, namesOne } from '../ignore-ids.ts';
import { commented, type LineComments } from '../line-comments.ts';
import type { ManifestCheck } from './check.ts';
import type { ManifestObject } from './view.ts';

/** Annotations by which people tell other tools to leave an object alone: whose they are, and the ids that they name. */
const forms: readonly {
  readonly by: string;
  readonly read: (name: string, value: string) => { readonly id: string; readonly reason: string } | undefined;
}[] = [
  {
    by: 'checkov.io/skip',
    read: (name, value) => {
      if (!/^(?:checkov\.io|bridgecrew\.io|cortex\.io)\/skip\d*$/.test(name)) return undefined;
      const [id = '', ...reason] = value.split('=');
      return { id: id.trim(), reason: reason.join('=') };
    },
  },
  {
    by: 'kube-linter',
    read: (name, value) => {
      if (name === 'kube-linter.io/ignore-all') return { id: 'all', reason: value };
      const id = /^ignore-check\.kube-linter\.io\/(.+)$/.exec(name)?.[1];
      return id === undefined ? undefined : { id, reason: value };
    },
  },
  {
    by: 'polaris',
    read: (name, value) => {
      if (value !== 'true') return undefined;
      if (name === 'polaris.fairwinds.com/exempt') return { id: 'all', reason: '' };
      const id = /^polaris\.fairwinds\.com\/(.+)-exempt$/.exec(name)?.[1];
      return id === undefined ? undefined : { id, reason: '' };
    },
  },
];

/** By what a finding of the check is set aside: a comment above its line or its object, or an annotation of its object. */
export function suppressionOf(
  check: ManifestCheck,
  object: ManifestObject,
  line: number | undefined,
  comments: LineComments,
  path: string,
  now: Date,
): Suppression | undefined {
  const top = comments.ignores.length === 0 ? undefined : firstLine(object);
  return commented(check, [line, top], comments, path, now) ?? annotated(object, namesOf(check), path);
}

function annotated(object: ManifestObject, names: readonly string[], path: string): Suppression | undefined {
  const annotations = field(field(object.value, 'metadata'), 'annotations');
  if (!isObject(annotations)) return undefined;
  for (const [name, value] of Object.entries(annotations)) {
    if (typeof value !== 'string') continue;
    for (const { by, read } of forms) {
      const found = read(name, value);
      if (found === undefined || !namesOne([found.id.toLowerCase()], names)) continue;
      const source = { kind: 'comment', name: path, statement: `annotation ${name}` } as const;
      return { by, reason: found.reason.trim() || 'no reason given', source };
    }
  }
  return undefined;
}

/** The line of the first member of an object. */
function firstLine(object: ManifestObject): number | undefined {
  const lines = Object.keys(object.value).map((name) => object.locate([...object.path, name]).line ?? Infinity);
  const first = Math.min(...lines);
  return Number.isFinite(first) ? first : undefined;
}
