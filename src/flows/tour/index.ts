import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Report, SeaworthyError, type Voyage } from '../../core/index.ts';
import type { Settings } from '../settings.ts';
import { adviseStep } from './advise.ts';
import { deployStep } from './deploy.ts';
import { explainStep } from './explain.ts';
import { tourFeeds } from './feeds.ts';
import { fixStep } from './fix.ts';
import { gatherStep } from './gather.ts';
import { lintStep } from './lint.ts';
import { mendStep } from './mend.ts';
import { retireStep } from './retire.ts';
import { runStep } from './run.ts';
import { scanStep } from './scan.ts';
import { shipStep } from './ship.ts';
import type { TourState, TourStep } from './step.ts';
import { vexStep } from './vex.ts';
import { voyageStep } from './voyage.ts';

/** The stations of the voyage, in order. A later phase adds its own: one file and one line. */
export const tourSteps: readonly TourStep[] = [
  gatherStep,
  scanStep,
  explainStep,
  lintStep,
  mendStep,
  fixStep,
  vexStep,
  shipStep,
  deployStep,
  runStep,
  retireStep,
  voyageStep,
  adviseStep,
];

/** What the tour leaves behind. */
export interface TourResult {
  readonly report: Report;
  readonly voyage: Voyage;
}

/**
 * One image's voyage for a person who has nothing at hand: an image and an advisory set that lie in `tourDirectory`, no network, nothing kept.
 * Says what it does through `say`, a few lines a step, and returns the newest report and the page of the voyage.
 */
export async function tour(
  settings: Settings,
  tourDirectory: string,
  say: (line: string) => void,
): Promise<TourResult> {
  const work = await mkdtemp(join(tmpdir(), 'seaworthy-tour-'));
  try {
    const layout = join(work, 'harbour');
    const image = join(tourDirectory, 'image');
    if (!existsSync(image))
      throw new SeaworthyError('E_TARGET_NOT_FOUND', 'the image of the tour is no part of this installation', {
        where: image,
        next: 'Run it from the package or the repository of Seaworthy.',
      });
    await cp(image, layout, { recursive: true });
    const state: TourState = {
      tourDirectory,
      work,
      image: (tag) => `oci:${layout}:${tag}`,
      settings: tourSettings(settings, tourDirectory, work),
    };
    for (const [index, step] of tourSteps.entries()) {
      say(`${index + 1}. ${step.title}`);
      await step.run(state, (line) => say(line === '' ? '' : `   ${line}`));
      say('');
    }
    const { report, voyage } = state;
    if (!report || !voyage) throw new Error('the tour made no report');
    return { report, voyage };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The user's settings with the tour's own data: feeds in a folder, a database and a cache that are thrown away. */
function tourSettings(settings: Settings, tourDirectory: string, work: string): Settings {
  const { platform: _any, ...rest } = settings;
  return {
    ...rest,
    offline: true,
    platform: { os: 'linux', architecture: 'amd64' },
    databaseDirectory: join(work, 'database'),
    cacheDirectory: join(work, 'cache'),
    secretKeyFile: join(work, 'secret.key'),
    ledgerDirectory: join(work, 'ledger'),
    record: true,
    baseImagesFile: join(tourDirectory, 'base-images.json'),
    feeds: tourFeeds(join(tourDirectory, 'advisories')),
  };
}
