import type { FieldReader, FieldReaders } from './extractor.ts';
import { wholePath } from './parameter-text.ts';
import type { SystemCall } from './system-call.ts';

/** Calls that work on a path, with the parameter that holds it. */
const named = new Map(
  Object.entries({
    chmod: 'filename',
    fchmodat: 'filename',
    chown: 'path',
    lchown: 'path',
    fchownat: 'pathname',
    creat: 'name',
    mkdir: 'path',
    mkdirat: 'path',
    mknod: 'path',
    mknodat: 'path',
    open: 'name',
    openat: 'name',
    openat2: 'name',
    quotactl: 'special',
    open_by_handle_at: 'path',
    rmdir: 'path',
    umount: 'name',
    umount2: 'name',
    unlink: 'path',
    unlinkat: 'name',
  }),
);

/** Calls that work on what a descriptor stands for. */
const byDescriptor: ReadonlySet<string> = new Set(['fchmod', 'fchown']);

/** Calls with two paths: what a name is made from, and what it is made of. Of links, the source is the new name and the target the old. */
const pairs = new Map<string, readonly [source: string, target: string]>(
  Object.entries({
    rename: ['oldpath', 'newpath'],
    renameat: ['oldpath', 'newpath'],
    renameat2: ['oldpath', 'newpath'],
    link: ['newpath', 'oldpath'],
    linkat: ['newpath', 'oldpath'],
    symlink: ['linkpath', 'target'],
    symlinkat: ['linkpath', 'target'],
    mount: ['dev', 'dir'],
  } as const),
);

/** Whether the call has ended, and well. */
function succeeded({ event }: SystemCall): boolean {
  const { direction, parameters } = event.type;
  return direction === 'exit' && (event.whole(parameters[0]?.name ?? '') ?? -1) >= 0;
}

const parameterName = (at: SystemCall, which: 'name' | 'source' | 'target'): string | undefined => {
  if (!succeeded(at)) return undefined;
  if (which === 'name') return named.get(at.type);
  return pairs.get(at.type)?.[which === 'source' ? 0 : 1];
};

const raw =
  (which: 'name' | 'source' | 'target'): FieldReader =>
  (at) => {
    if (which === 'name' && byDescriptor.has(at.type)) return succeeded(at) ? at.descriptor?.name : undefined;
    const name = parameterName(at, which);
    return name === undefined ? undefined : at.event.text(name);
  };

const whole =
  (which: 'name' | 'source' | 'target'): FieldReader =>
  (at, argument) => {
    const text = raw(which)(at, argument);
    const name = parameterName(at, which);
    if (typeof text !== 'string' || name === undefined) return text;
    const parameter = at.parameters.find((one) => one.name === name);
    const found = parameter === undefined ? undefined : wholePath(at, parameter, text);
    return found ?? at.state.pathAt(at.thread, undefined, text);
  };

export const pathExtractors: FieldReaders = {
  'fs.path.name': whole('name'),
  'fs.path.nameraw': raw('name'),
  'fs.path.source': whole('source'),
  'fs.path.sourceraw': raw('source'),
  'fs.path.target': whole('target'),
  'fs.path.targetraw': raw('target'),
};
