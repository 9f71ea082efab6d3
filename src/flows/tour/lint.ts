import { join } from 'node:path';
import { placeOf } from '../../core/index.ts';
import { lint } from '../lint/index.ts';
import type { TourStep } from './step.ts';

/** Judges the Dockerfile that the image is built from. */
export const lintStep: TourStep = {
  title: 'Build: what is wrong with its Dockerfile',
  async run({ tourDirectory, settings }, say) {
    const { findings } = await lint([join(tourDirectory, 'build-context/Dockerfile')], settings);
    for (const { id, location, title } of findings.slice(0, 4)) say(`line ${placeOf(location).line}: ${title} (${id})`);
    say('The same words as a flaw in a package: a finding with a place, evidence and a remedy.');
  },
};
