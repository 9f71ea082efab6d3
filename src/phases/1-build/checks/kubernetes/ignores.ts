import { defined, holds, lastMoment, type Suppression } from '../../../../core/index.ts';
import { field, isObject } from '../../../../foundations/formats/index.ts';
import { namesOne } from '../ignore-ids.ts';
import type { ManifestCheck } from './check.ts';
import type { ManifestObject } from './view.ts';

/** A comment that sets findings aside. */
interface ManifestIgnore {
  readonly ids: readonly string[];
  readonly reason: string;
  readonly until?: string;
  /** Its own line, and the first line below that is no comment. */
  readonly line: number;
  readonly about: number;
}

/** The ignore comments of a file, and which of them were of use. */
export interface ManifestComments {
  readonly ignores: readonly ManifestIgnore[];
  readonly bad: readonly { readonly line: number; readonly message: string }[];
  readonly used: Set<ManifestIgnore>;
  unused(): readonly ManifestIgnore[];
}

const own = /^\s*#\s*seaworthy:ignore\s+([\w,/-]+)(?:\s+until=(\S+))?\s*(?:--|:)?\s*(.*)$/i;

/** The comments `# seaworthy:ignore ID[,ID] [until=DATE] REASON`: each is about the line below, or about the object that begins there. */
export function readManifestComments(bytes: Uint8Array): ManifestComments {
  const ignores: ManifestIgnore[] = [];
  const bad: { line: number; message: string }[] = [];
  const used = new Set<ManifestIgnore>();
  const found: ManifestComments = {
    ignores,
    bad,
    used,
    unused: () => ignores.filter((one) => !used.has(one)),
  };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!buffer.includes('seaworthy:ignore')) return found;
  const lines = buffer.toString().split('\n');
  for (const [index, text] of lines.entries()) {
    const [, ids, until, reason = ''] = own.exec(text) ?? [];
    if (ids === undefined) continue;
    const line = index + 1;
    if (reason.trim() === '') {
      bad.push({ line, message: 'an ignore comment without a reason sets nothing aside' });
    } else if (until !== undefined && lastMoment(until) === undefined) {
      bad.push({ line, message: `${until} is no day, so this ignore comment sets nothing aside` });
    } else {
      const below = lines.findIndex((other, at) => at > index && !/^\s*(?:#|$)/.test(other));
      const named = ids.split(',').map((id) => id.trim().toLowerCase());
      ignores.push({ ids: named, reason: reason.trim(), line, about: below + 1, ...defined({ until }) });
    }
  }
  return found;
}

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
  comments: ManifestComments,
  path: string,
  now: Date,
): Suppression | undefined {
  const names = [check.id, check.id.slice(check.id.indexOf('/') + 1), ...check.aliases];
  const top = comments.ignores.length === 0 ? undefined : firstLine(object);
  for (const ignore of comments.ignores) {
    if (ignore.about !== line && ignore.about !== top) continue;
    if (!namesOne(ignore.ids, names)) continue;
    comments.used.add(ignore);
    const { reason, until } = ignore;
    if (!holds(ignore, now)) continue;
    const source = { kind: 'comment', name: path, statement: `line ${ignore.line}` } as const;
    return { by: 'seaworthy:ignore', reason, source, ...defined({ until }) };
  }
  return annotated(object, names, path);
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
