import { type Ecosystem, kernelHeaders } from '../ecosystem.ts';
import { database, under } from '../traces.ts';
import { bottlerocketInventory } from './bottlerocket/index.ts';
import { rpmDatabase } from './database/index.ts';
import { rpmManifest } from './manifest/index.ts';
import { rpmModule } from './module.ts';
import { rpmOrigin } from './origin.ts';
import { rpmFolders } from './places.ts';

export const rpm: Ecosystem = {
  type: 'rpm',
  title: 'Packages of Red Hat, SUSE, Amazon Linux and kin',
  kind: 'system',
  versionOrder: 'rpm',
  extractors: [rpmDatabase, rpmManifest, bottlerocketInventory],
  traces: [
    database('rpm', ...under(rpmFolders, ['rpmdb.sqlite', 'Packages.db', 'Packages'])),
    // Azure Linux and Mariner leave lists in place of the database in their smallest images.
    {
      ...database(
        'rpm (manifest)',
        ...under(['var/lib/rpmmanifest'], ['container-manifest-1', 'container-manifest-2']),
      ),
      beside: true,
    },
    database(
      'Bottlerocket',
      'usr/share/bottlerocket/application-inventory.json',
      'share/bottlerocket/application-inventory.json',
    ),
  ],
  upgrade: (name, version) => `Run \`dnf upgrade ${name}\` to get ${version} or later.`,
  originOf: rpmOrigin,
  moduleOf: rpmModule,
  codeFree: [
    { name: 'kernel-headers', why: kernelHeaders },
    { name: 'kernel-devel', prefix: true, why: kernelHeaders },
    { name: 'kernel-doc', why: 'holds documentation of the kernel' },
    { name: 'kernel-srpm-macros', why: 'holds macros for building kernel packages' },
  ],
};
