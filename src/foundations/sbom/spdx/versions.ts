const versions: ReadonlySet<string> = new Set(['SPDX-2.2', 'SPDX-2.3']);

/** Whether a version of SPDX 2, as documents write it, is read here. */
export const isReadVersion = (version: string): boolean => versions.has(version);
