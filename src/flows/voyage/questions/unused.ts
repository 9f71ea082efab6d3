import { count, minuteOf, spanText } from '../../../core/index.ts';
import { first, inUseKind, readInventory, readRecord } from '../../../records/index.ts';
import type { Question } from '../question.ts';

/** Packages that were never seen in use, said only together with how long somebody looked. */
export const unused: Question = (known) => {
  const watches = known.all('in-use').map((record) => readRecord(inUseKind, record));
  const [inventory] = known.newest('inventory');
  if (watches.length === 0 || inventory === undefined) return [];
  const { packages } = readInventory(inventory);
  const used = new Set(watches.flatMap((watch) => watch.packages.map(({ purl }) => purl)));
  const idle = packages.filter(({ purl }) => !used.has(purl));
  if (idle.length === 0) return [];
  const from = watches.map(({ observation }) => observation.first).sort()[0] ?? '';
  const to =
    watches
      .map(({ observation }) => observation.last)
      .sort()
      .at(-1) ?? '';
  const watched = watches.reduce((sum, { observation }) => sum + observation.observedFor, 0);
  const limits = [...new Set(watches.flatMap((watch) => watch.limits))];
  return [
    {
      phase: 'run',
      outcome: 'info',
      title: `${idle.length} of ${count(packages.length, 'package')} not seen in use in ${count(watches.length, 'watch', 'watches')} of ${spanText(watched)} in all`,
      details: [
        `watched between ${minuteOf(from)} and ${minuteOf(to)} UTC: what was not seen then may still be used`,
        ...limits.map((limit) => `may be missing something: ${limit}`),
        ...first(
          idle.map(({ name, version }) => `${name} ${version}`),
          4,
        ),
      ],
    },
  ];
};
