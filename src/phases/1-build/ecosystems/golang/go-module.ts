import { defined } from '../../../../core/index.ts';
import type { FoundPackage } from '../extractor.ts';

/** Module paths as `golang.org/x/mod/module.CheckImportPath` allows them, loosely: printable and without spaces. */
export const isGoName = (path: string, version: string): boolean =>
  path.length <= 1024 && version.length <= 256 && /^[!-~]+$/.test(path) && /^[!-~]*$/.test(version);

/** A module that is asked for; undefined for what is no name. */
export function goModule(
  path: string,
  version: string,
  { direct, takenFrom }: { readonly direct?: boolean; readonly takenFrom?: string } = {},
): FoundPackage | undefined {
  return isGoName(path, version)
    ? {
        ...goPackage(path, version),
        ...defined({ direct, origin: takenFrom === undefined ? undefined : { takenFrom } }),
      }
    : undefined;
}

/** purl-spec, type `golang`: everything before the last slash is the namespace; both in lower case. */
export function goPackage(path: string, version: string): FoundPackage {
  const lower = path.toLowerCase();
  const slash = lower.lastIndexOf('/');
  return {
    name: path,
    version,
    type: 'golang',
    versionOrder: 'go',
    purl: slash < 0 ? { name: lower } : { namespace: lower.slice(0, slash), name: lower.slice(slash + 1) },
  };
}
