import type { AdvisoryScope } from '../../../../core/index.ts';
import { unknownStream } from '../../ecosystems/index.ts';

/** Whether a version is of a build for a module, by its release (Fedora's Modularity): `1:14.18.2-2.module_el8.5.0+2618+8d46dafd`. */
export const isModuleBuild = (version: string): boolean => /\.module[+_]/.test(version);

/** `NAME:STREAM` where it stands in a heading: `Moderate: virt:rhel and virt-devel:rhel security update`. */
const stream = /(?<![^\s(])[A-Za-z0-9][\w.+-]{0,60}:[A-Za-z0-9][\w.+-]{0,40}(?![^\s),])/g;

/**
 * What a bulletin about these builds is limited to: the streams that its heading names, or one that nobody knows, where they were built for a module; else
 * what was built outside of all modules.
 */
export function scopesByHeading(heading: string, versions: readonly string[]): readonly AdvisoryScope[] {
  if (!versions.some(isModuleBuild)) return [{ module: '' }];
  const streams = new Set(heading.slice(0, 1_000).match(stream) ?? []);
  return streams.size === 0 ? [{ module: unknownStream }] : [...streams].map((module) => ({ module }));
}
