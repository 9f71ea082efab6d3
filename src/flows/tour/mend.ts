import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { count, parseConditions } from '../../core/index.ts';
import { fix } from '../fix/index.ts';
import type { TourStep } from './step.ts';

const conditions = [parseConditions('fixable')];

/** Mends a copy of what the image is built from, and says which edits clear what. */
export const mendStep: TourStep = {
  title: 'Mend: the fewest edits of what it is built from',
  async run({ tourDirectory, work, settings }, say) {
    const sources = join(work, 'sources');
    await cp(join(tourDirectory, 'build-context'), sources, { recursive: true });
    const { result } = await fix(sources, { conditions, write: true }, { ...settings, record: false });
    for (const { name, installed, to, state, clears, isBreaking, paths } of result.packages)
      if (state !== 'kept')
        say(
          `${paths[0]}: ${name} ${installed} → ${to}${isBreaking ? ' (breaking)' : ''} clears ${count(clears.length, 'finding')}`,
        );
    const kept = result.packages.filter(({ state }) => state === 'kept');
    for (const { name, why } of kept.slice(0, 2)) say(`${name} is left as it is: ${why}`);
    say(
      '`seaworthy fix .` shows them as a diff, each read and judged again before it is promised; `--write` makes them.',
    );
  },
};
