import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';

export const cran: Ecosystem = {
  type: 'cran',
  title: 'R packages',
  kind: 'registry',
  versionOrder: 'cran',
  traces: [
    software('R packages', 'library/*/DESCRIPTION', 'site-library/*/DESCRIPTION'),
    lockFiles('lock files of R', 'cran', 'image', 'renv.lock', 'packrat.lock'),
  ],
  osv: { name: 'CRAN', separator: '/', normalise: asWritten },
};
