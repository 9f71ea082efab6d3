import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { perlInstalled } from './installed/index.ts';

export const cpan: Ecosystem = {
  type: 'cpan',
  title: 'Perl distributions',
  kind: 'registry',
  versionOrder: 'cpan',
  extractors: [perlInstalled],
  traces: [
    software(
      'Perl distributions',
      'auto/*/.packlist',
      'auto/*/*/.packlist',
      'auto/*/*/*/.packlist',
      '.meta/*/install.json',
    ),
    lockFiles('lock files of Perl', 'cpan', 'image', 'cpanfile.snapshot'),
  ],
};
