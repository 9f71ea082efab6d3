import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';
import { portage } from './installed/index.ts';

export const ebuild: Ecosystem = {
  type: 'ebuild',
  title: 'Packages of Gentoo',
  kind: 'system',
  versionOrder: 'gentoo',
  extractors: [portage],
  traces: [
    {
      ...database('Portage (Gentoo)', 'var/db/pkg/*/*/PF', 'var/db/pkg/*/*/CONTENTS', 'var/db/pkg/*/*/SLOT'),
      types: ['ebuild'],
      reach: 'image',
    },
    database('Paludis', 'var/db/paludis/'),
  ],
};
