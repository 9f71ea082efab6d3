import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { rLibrary } from './library/index.ts';
import { renvLock } from './renv/index.ts';

export const cran: Ecosystem = {
  type: 'cran',
  title: 'R packages',
  kind: 'registry',
  namespace: 'none',
  versionOrder: 'cran',
  extractors: [rLibrary],
  declared: [renvLock],
  traces: [
    software('R packages', 'library/*/DESCRIPTION', 'site-library/*/DESCRIPTION'),
    lockFiles('lock files of R', 'cran', 'image', 'renv.lock', 'packrat.lock'),
  ],
  osv: { name: 'CRAN', separator: '/', normalise: asWritten },
};
