/** Set by the build. */
declare const SEAWORTHY_VERSION: string | undefined;

/** Version of this program; from package.json when the sources run as they are. */
export function version(): string {
  if (typeof SEAWORTHY_VERSION === 'string') return SEAWORTHY_VERSION;
  // Not imported: the program would load all of it at every start, and in the program nothing reads a file here.
  const fs = process.getBuiltinModule('node:fs');
  const manifest = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }).version;
}
