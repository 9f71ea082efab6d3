import { field, isObject } from '../../../../../foundations/formats/index.ts';
import type { Extractor, FoundPackage } from '../../extractor.ts';
import { readPackageList } from '../../json-list.ts';
import { rpmPackage } from '../package.ts';

const text = (value: unknown, name: string): string | undefined => {
  const said = field(value, name);
  return typeof said === 'string' && said !== '' ? said : undefined;
};

/** The package of an entry; a sentence when it lacks what a package must have. */
function packageOf(entry: unknown, index: number): FoundPackage | string {
  const [name, version, release] = ['Name', 'Version', 'Release'].map((one) => text(entry, one));
  if (!isObject(entry) || name === undefined || version === undefined || release === undefined)
    return `entry ${index + 1} lacks a name, a version or a release`;
  const said = field(entry, 'Epoch');
  const epoch = said === undefined || said === null || said === '' ? 0 : Number(said);
  if (!Number.isSafeInteger(epoch) || epoch < 0) return `${name} has an epoch that is no number`;
  const [architecture, vendor] = [text(entry, 'Architecture'), text(entry, 'Publisher')];
  return rpmPackage({ name, version, release, epoch, architecture, vendor });
}

/** Bottlerocket has no package manager: its image says what it was built from, which was rpm packages. */
export const bottlerocketInventory: Extractor = {
  id: 'bottlerocket',
  version: 1,
  title: 'Packages that Bottlerocket was built from',
  gives: ['architectures', 'origins'],
  wanted: {
    places: [
      'usr/share/bottlerocket/application-inventory.json',
      // Its root file system as an image of its own.
      'share/bottlerocket/application-inventory.json',
      'x86_64-bottlerocket-linux-gnu/sys-root/usr/share/bottlerocket/application-inventory.json',
      'aarch64-bottlerocket-linux-gnu/sys-root/usr/share/bottlerocket/application-inventory.json',
    ],
  },
  maxBytes: 16 * 1024 * 1024,
  isDatabase: true,
  extract: (path, bytes) =>
    readPackageList(path, bytes, { what: 'an inventory of Bottlerocket', member: 'Content', packageOf }),
};
