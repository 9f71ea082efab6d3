import { join } from 'node:path';
import { openFindings, packageOf, setAsideBy, timeOf } from '../../core/index.ts';
import { scan } from '../scan.ts';
import type { TourStep } from './step.ts';

/** Weighs the findings by what the makers of the image say of one of them. */
export const vexStep: TourStep = {
  title: 'A statement of its makers: not affected, and why',
  async run({ image, settings, tourDirectory }, say) {
    const places = [join(tourDirectory, 'harbour.openvex.json')];
    const report = await scan(image('2'), { ...settings, record: false, vex: { places } });
    for (const finding of report.findings) {
      const aside = setAsideBy(finding, timeOf(report));
      if (aside !== undefined) say(`${finding.id} in ${packageOf(finding)?.name}: ${aside.reason} (${aside.by})`);
    }
    say(
      `${report.findings.length} findings as before, of which ${openFindings(report).length} count: what is set aside stays in every report.`,
    );
  },
};
