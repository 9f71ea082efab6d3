import type { RuntimeName } from './runtime.ts';
import { runtimes } from './runtimes/index.ts';

/** Which container a process is in. */
export interface CgroupContainer {
  /** As the runtime knows it; 64 hexadecimal digits for all but containers that were named by hand (`ctr`, LXC). */
  readonly id: string;
  readonly engine: RuntimeName;
  /** Unique id of the Kubernetes pod. */
  readonly pod?: string;
}

/** Longest path that is looked at (Linux: PATH_MAX). */
const maxPath = 4_096;
const hexId = /^[0-9a-f]{64}$/;
const prefixes = runtimes.flatMap(({ name, prefixes: all }) => all.map((prefix) => [prefix, name] as const));
const parents = new Map(runtimes.flatMap(({ name, parents: all }) => all.map((parent) => [parent, name] as const)));
const named = runtimes.flatMap(({ name, named: all }) => all.map((pattern) => [pattern, name] as const));
/** `pod` and a UUID, with dashes, or underscores where systemd's names forbid them; static pods have 32 digits. */
const podName = /pod([0-9a-f]{8}[-_]?[0-9a-f]{4}[-_]?[0-9a-f]{4}[-_]?[0-9a-f]{4}[-_]?[0-9a-f]{12})(?:\.slice)?$/;

function identityOf(segment: string, parent: string): Omit<CgroupContainer, 'pod'> | undefined {
  // `SLICE:cri-containerd:ID`: how containerd's paths look when the kubelet uses systemd and containerd does not.
  const [slice, owner, inner] = segment.split(':');
  if (slice !== undefined && inner !== undefined && hexId.test(inner)) {
    const engine = prefixes.find(([prefix]) => prefix === `${owner}-`)?.[1] ?? 'unknown';
    return { id: inner, engine };
  }
  const name = segment.endsWith('.scope') ? segment.slice(0, -'.scope'.length) : segment;
  for (const [prefix, engine] of prefixes) {
    const id = name.slice(prefix.length);
    if (name.startsWith(prefix) && hexId.test(id)) return { id, engine };
  }
  return hexId.test(name) ? { id: name, engine: parents.get(parent) ?? 'unknown' } : undefined;
}

/**
 * The container that the path of a control group names. The outermost counts: it is the one that this machine's engine made, and what runs in it can make
 * groups of any name below its own, but none above.
 */
export function containerOfPath(path: string): CgroupContainer | undefined {
  const segments = path.slice(0, maxPath).split('/');
  for (let index = 1; index < segments.length; index += 1) {
    const found = identityOf(segments[index] ?? '', segments[index - 1] ?? '');
    if (found === undefined) continue;
    for (let above = index; above > 0; above -= 1) {
      const pod = podName.exec((segments[above] ?? '').split(':')[0] ?? '')?.[1];
      if (pod !== undefined) return { ...found, pod: pod.replaceAll('_', '-') };
    }
    return found;
  }
  for (const [pattern, engine] of named) {
    const id = pattern.exec(path.slice(0, maxPath))?.[1];
    if (id !== undefined) return { id, engine };
  }
  return undefined;
}

/**
 * The container that the lines of `/proc/PID/cgroup` name (`hierarchy:controllers:path`, cgroups(7)), or `undefined`. Version 2 is asked first, then each
 * hierarchy of version 1. Never throws; what is no line of that form, or lies behind the first 4,096 characters, is passed over.
 */
export function parseContainer(lines: string): CgroupContainer | undefined {
  const paths: string[] = [];
  for (const line of lines.slice(0, maxPath).split('\n')) {
    const first = line.indexOf(':');
    const second = line.indexOf(':', first + 1);
    if (first < 1 || second < 0) continue;
    const path = line.slice(second + 1);
    if (line.startsWith('0::')) paths.unshift(path);
    else paths.push(path);
  }
  for (const path of paths) {
    const found = containerOfPath(path);
    if (found !== undefined) return found;
  }
  return undefined;
}
