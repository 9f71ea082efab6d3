import { type PodSecurityLevel, podSecurityLevels } from './control.ts';
import { controls } from './controls/index.ts';

/** A level at a version: what is asked of a pod. */
export interface PodSecurityStandard {
  readonly level: PodSecurityLevel;
  /** Minor version of Kubernetes 1; `latest` is the newest that the controls know. */
  readonly version: number | 'latest';
}

/** The number after the dot. */
export const minorOf = (version: string): number => Number(version.slice(version.indexOf('.') + 1));

/** The newest version at which a control changed. Later ones are judged like it, until a release of ours says otherwise. */
export const newestKnownMinor: number = Math.max(
  ...controls.flatMap(({ revisions }) => revisions.map(({ from }) => minorOf(from))),
);

/** `latest`, `1.25` or `v1.25`; undefined for anything else. */
export function parseStandardVersion(text: string): number | 'latest' | undefined {
  if (text === 'latest') return 'latest';
  const match = /^v?1\.(0|[1-9]\d{0,3})$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** `privileged`, `baseline` or `restricted`; undefined for anything else. */
export function parseLevel(text: string): PodSecurityLevel | undefined {
  return podSecurityLevels.find((level) => level === text);
}

/** `restricted, version 1.25`. */
export function formatStandard({ level, version }: PodSecurityStandard): string {
  return version === 'latest' ? `${level}, latest version` : `${level}, version 1.${version}`;
}
