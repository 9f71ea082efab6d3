import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extractor } from '../../extractor.ts';
import { readInstalled } from './read-installed.ts';

/** Alpine, Wolfi and kin: the database that `apk` rewrites as a whole. The second place is that of systems whose `/lib` moved into `/usr`. */
export const apkInstalled: Extractor = {
  id: 'apk',
  version: 6,
  title: 'Packages installed by apk (Alpine Linux, Wolfi)',
  wanted: { places: ['lib/apk/db/installed', 'usr/lib/apk/db/installed'] },
  gives: ['architectures', 'dependencies', 'files', 'licences', 'origins', 'sources'],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: true,
  extract(path, bytes) {
    const text = new TextDecoder().decode(bytes);
    const extraction = readInstalled(text);
    if (extraction.packages.length === 0 && extraction.problems.length > 0) {
      throw new SeaworthyError('E_FORMAT', 'not an apk database', {
        where: path,
        why: extraction.problems[0] ?? 'no record',
      });
    }
    return extraction;
  },
};
