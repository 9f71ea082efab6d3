import type { Package } from '../../../../core/index.ts';
import { ecosystemOf } from '../../ecosystems/index.ts';
import type { RiskFactorRule } from './rule.ts';

/** Folders that hold text for people, and for compilers (FHS 3.0 §4.5, §4.11). */
const textFolders: readonly string[] = [
  'usr/include/',
  'usr/share/doc/',
  'usr/share/doc-base/',
  'usr/share/info/',
  'usr/share/licenses/',
  'usr/share/lintian/',
  'usr/share/locale/',
  'usr/share/man/',
];

/** In one of the folders, or a folder on the way to one (dpkg lists folders too). */
const isText = (path: string): boolean =>
  textFolders.some((folder) => path.startsWith(folder) || folder.startsWith(`${path}/`)) || path === '' || path === '.';

/** Why a package cannot run what is wrong with it; undefined when it may. */
export function whyCodeFree(found: Pick<Package, 'type' | 'name' | 'files'>): string | undefined {
  const { type, name, files } = found;
  const known = ecosystemOf(type)?.codeFree?.find((one) =>
    one.prefix ? name.startsWith(one.name) : name === one.name,
  );
  if (known) return `${name} ${known.why}`;
  if (files.length > 0 && files.every(isText))
    return `${name} brought only documentation, translations or header files`;
  return undefined;
}

export const codeFree: RiskFactorRule = {
  id: 'code-free',
  title: 'Whether the package holds running code at all',
  weigh({ package: found }) {
    const why = whyCodeFree(found);
    return why === undefined ? undefined : { multiply: 0.1, why };
  },
};
