import type { Ecosystem } from '../ecosystem.ts';
import { database } from '../traces.ts';

export const ebuild: Ecosystem = {
  type: 'ebuild',
  title: 'Packages of Gentoo',
  kind: 'system',
  versionOrder: 'gentoo',
  traces: [
    database('Portage (Gentoo)', 'var/db/pkg/*/*/PF', 'var/db/pkg/*/*/CONTENTS', 'var/db/pkg/*/*/SLOT'),
    database('Paludis', 'var/db/paludis/'),
  ],
};
