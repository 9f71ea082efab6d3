const versions: ReadonlySet<unknown> = new Set(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7']);

/** Whether a version of CycloneDX is read here: all that have the members which we look at, under the same names. */
export const isReadVersion = (version: unknown): boolean => versions.has(version);
