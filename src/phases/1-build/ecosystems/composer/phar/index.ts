import { type Extraction, fromSource, nothing } from '../../extractor.ts';
import { readInstalled } from '../installed/read-installed.ts';
import { readPhar } from './read-phar.ts';

const list = /(?:^|\/)composer\/installed\.json$/;

/** Programs of PHP in one file, by the list that Composer left in them. One without such a list does not tell what it is made of. */
export const phpArchives = fromSource({
  id: 'phar',
  version: 1,
  title: 'PHP packages in programs of one file (phar)',
  wanted: { anywhere: ['*.phar'] },
  gives: ['licences'],
  isDatabase: false,
  extractFrom(path, source): Extraction {
    const told = [...readPhar(source, path, (name) => list.test(name))].map((file) => {
      const { packages, problems } = readInstalled(`${path}, ${file.name}`, file.read());
      // Those of one archive may be in two lists; which of them is meant is for the program to say.
      return {
        packages: packages.map(({ requires: _, provides: __, ...found }) => ({ ...found, inside: file.name })),
        problems,
      };
    });
    return {
      ...nothing,
      packages: told.flatMap(({ packages }) => packages),
      problems: told.flatMap(({ problems }) => problems),
    };
  },
});
