import { voyage } from '../voyage/index.ts';
import type { TourStep } from './step.ts';

/** Asks the ledger what it knows now: every station has left evidence. */
export const voyageStep: TourStep = {
  title: 'The voyage: what the ledger knows of the image now',
  async run(state, say) {
    const told = await voyage(state.image('2'), state.settings);
    state.voyage = told;
    for (const { phase, events } of told.phases) {
      const newest = events.at(-1)?.title;
      say(
        `${phase.padEnd(7)} ${newest === undefined ? 'nothing yet' : `${events.length} × evidence, last: ${newest}`}`,
      );
    }
    for (const { title } of told.open.slice(0, 3)) say(`open: ${title}`);
  },
};
