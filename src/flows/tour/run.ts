import { join } from 'node:path';
import { replay } from '../run/index.ts';
import { scan } from '../scan.ts';
import type { TourStep } from './step.ts';

/** Replays a recording of the running service, learns what is in use, and scans again: what is used comes first. */
export const runStep: TourStep = {
  title: 'Run: what is it doing, and what does it use',
  async run(state, say) {
    const { tourDirectory, settings, image } = state;
    const request = {
      capture: join(tourDirectory, 'capture.frames'),
      rules: [join(tourDirectory, 'rules.yaml')],
      image: image('2'),
    };
    const { summary, inUse } = await replay(request, settings, ({ rule }) => say(`alert: ${rule}`));
    say(`${summary.events} events, recorded by our own sensor while the service ran`);
    for (const { evidence } of inUse) say(`in use: ${evidence.packages.map(({ name }) => name).join(', ')}`);
    const report = await scan(image('2'), settings);
    state.report = report;
    say('scanned again, what is in use comes before its like:');
    const flaws = report.findings.filter((one) => one.kind === 'vulnerability');
    for (const { id, package: found, risk, usage } of flaws) {
      if (usage?.state !== 'in-use') continue;
      say(`  ${id} in ${found?.name ?? ''}: in use (${usage.as}), risk now ${Math.round(risk.score)}`);
    }
    const unseen = flaws.filter(({ usage }) => usage?.state !== 'in-use');
    say(`  ${unseen.length} others are in packages that were not seen in use`);
    say('Not having been seen proves nothing: the risk of the others stays what it was.');
  },
};
