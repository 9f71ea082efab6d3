import { field } from '../../../../../foundations/formats/index.ts';
import type { Extractor, FoundPackage } from '../../extractor.ts';
import { readPackageList } from '../../json-list.ts';

const text = (value: unknown, name: string): string => {
  const said = field(value, name);
  return typeof said === 'string' ? said : '';
};

/** The package of an entry; a sentence when it lacks what a package must have. Its maker numbers packages by the build, and says from which ebuild each was made. */
function packageOf(entry: unknown, index: number): FoundPackage | string {
  const [name, version, category] = [text(entry, 'name'), text(entry, 'version'), text(entry, 'category')];
  if (name === '' || version === '') return `entry ${index + 1} lacks a name or a version`;
  const ebuild = text(entry, 'ebuild_version') || text(entry, 'ebuildVersion');
  return {
    name,
    version,
    type: 'cos',
    versionOrder: 'gentoo',
    purl: { name },
    distributionPurl: true,
    ...(ebuild === '' || category === '' ? {} : { source: { name: `${category}/${name}`, version: ebuild } }),
  };
}

/** Container-Optimized OS has no package manager: a list says what is in the image. What it was only built with is not. */
export const cosPackages: Extractor = {
  id: 'cos',
  version: 1,
  title: 'Packages of Container-Optimized OS',
  gives: ['sources'],
  wanted: { places: ['etc/cos-package-info.json'] },
  maxBytes: 16 * 1024 * 1024,
  isDatabase: true,
  extract: (path, bytes) =>
    readPackageList(path, bytes, {
      what: 'a list of packages of Container-Optimized OS',
      member: 'installedPackages',
      packageOf,
    }),
};
