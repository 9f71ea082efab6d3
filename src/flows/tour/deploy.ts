import { join } from 'node:path';
import { gateCheck } from '../gate/index.ts';
import { readText } from './read-text.ts';
import type { TourStep } from './step.ts';

/** Asks the gate about both images: one file says what may run, the ledger and the layout have the facts. */
export const deployStep: TourStep = {
  title: 'Deploy: may it run here',
  async run({ tourDirectory, work, image, settings }, say) {
    const where = join(tourDirectory, 'gate.yaml');
    const gate = {
      bytes: new TextEncoder().encode(readText(where)),
      where,
      readKeyFile: async (path: string) => readText(join(work, path)),
    };
    for (const tag of ['1', '2'] as const) {
      const targets = [{ kind: 'layout', text: image(tag), whole: false }] as const;
      const { decisions } = await gateCheck({ gate, targets }, settings);
      for (const { decision } of decisions) {
        say(`harbour:${tag} is ${decision.allowed ? 'allowed' : 'refused'}`);
        for (const { rule, state, message } of decision.results)
          say(`  ${state === 'pass' ? '✓' : '✗'} ${rule}: ${message}`);
      }
    }
  },
};
