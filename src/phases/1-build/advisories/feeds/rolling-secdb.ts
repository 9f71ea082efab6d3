import type { Feed } from '../feed.ts';
import { parseSecdb } from './alpine-secdb/parse.ts';

const MiB = 1024 * 1024;

/** What differs between distributions that roll and publish what they fixed in one file in the form of Alpine's secdb. */
export interface RollingSecdb extends Pick<Feed, 'id' | 'title' | 'base' | 'publisher' | 'licence'> {
  /** `ID` of os-release, the partition and the setting. */
  readonly distribution: string;
  /** Its name in sentences. */
  readonly name: string;
  readonly path: string;
}

/**
 * A feed of one file and one partition: what was fixed in a distribution that has no releases, by origin package; `0` stands for never affected. It
 * knows nothing of flaws that are not fixed yet.
 */
export function rollingSecdb({ distribution, name, path, ...own }: RollingSecdb): Feed {
  return {
    ...own,
    version: 1,
    needs: ['network'],
    setting: distribution,
    // A file has some 3 MB.
    limits: { bytes: 64 * MiB, inflatedBytes: 64 * MiB, records: 2_000_000 },
    tells: 'advisories',
    proven: {
      with: 'shape',
      what: 'A file written by hand in the form of Alpine’s secdb, which is read with real data. Flaws that are not fixed yet are not in it.',
    },
    distributions: [distribution],
    fixesOnly: true,
    maxAgeHours: 12,
    contextPartitions: [],
    owns: (partition) => partition === distribution,
    files: () => [{ path }],
    parse: (_partition, files) => parseSecdb({ required: path }, files),
    lookups(found, of) {
      if (found.type !== 'apk' || of?.id !== distribution) return [];
      const key = found.source?.name ?? found.name;
      const why =
        key === found.name
          ? `${name} publishes about the package ${key} ${found.version}.`
          : `${name} publishes about the origin package ${key}, from which ${found.name} ${found.version} was built.`;
      return [{ partition: distribution, key, version: found.version, why }];
    },
  };
}
