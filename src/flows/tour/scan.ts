import { severities } from '../../core/index.ts';
import { scan } from '../scan.ts';
import type { TourStep } from './step.ts';

/** Scans the image: what is in it and what is wrong with it. */
export const scanStep: TourStep = {
  title: 'Build: what is in the image, and what is wrong with it',
  async run(state, say) {
    const report = await scan(state.image('1'), state.settings);
    state.report = report;
    const types = new Map<string, number>();
    for (const { type } of report.packages) types.set(type, (types.get(type) ?? 0) + 1);
    say(
      `${report.distribution?.prettyName ?? 'No distribution'}, ${report.layers.length} layers, ${report.packages.length} packages`,
    );
    say([...types].map(([type, count]) => `${count} ${type}`).join(', '));
    const counts = severities
      .toReversed()
      .map((severity) => [severity, report.findings.filter((finding) => finding.severity === severity).length] as const)
      .filter(([, count]) => count > 0);
    say(`${report.findings.length} findings: ${counts.map(([severity, count]) => `${count} ${severity}`).join(', ')}`);
    const { base } = report;
    if (base?.findings !== undefined)
      say(
        `built upon ${base.names[0]} (${base.certainty} by its layers): ${base.findings.base} findings are the base's, ${base.findings.yours} yours`,
      );
    say(
      'node_modules/semver has a flaw too, but a later layer removes it: it is not in the image that runs, so it is not counted.',
    );
  },
};
