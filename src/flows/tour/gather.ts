import { updateDatabase } from '../database.ts';
import type { TourStep } from './step.ts';

/** What the image of the tour needs: its distribution, its languages, and what is known of exploitation. */
const partitions = [
  'debian-tracker/bookworm',
  'debian-advisories/bookworm',
  'osv/Go',
  'osv/npm',
  'osv/PyPI',
  'kev',
  'epss',
];

/** Fills a database, thrown away afterwards, from the feeds in the tour's folder. */
export const gatherStep: TourStep = {
  title: 'Gather: what the world knows about flaws',
  async run({ settings }, say) {
    for (const { partition, state, records, date, why } of await updateDatabase(partitions, settings)) {
      const told =
        state === 'refused'
          ? `refused: ${why}`
          : `${String(records ?? 0).padStart(3)} records of ${date?.slice(0, 10) ?? 'today'}`;
      say(`${partition.padEnd(27)} ${told}`);
    }
    say(
      'Written by hand for this tour, in the shapes of the publishers. A real scan fetches the real ones, and only those it needs.',
    );
  },
};
