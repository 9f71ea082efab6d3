import { defaultLimits, SeaworthyError } from '../../src/core/index.ts';
import { openTarget } from '../../src/foundations/images/index.ts';

/* `node lab/bench/walk-image.ts TARGET`: reads every layer once and passes over every body, which is the floor under every scan. */
const limits = defaultLimits;
const [target = ''] = process.argv.slice(2);
try {
  const image = await openTarget(target, { limits });
  let entries = 0;
  const entry = (): 'skip' => {
    entries += 1;
    return 'skip';
  };
  for (const layer of image.layers) await layer.walk({ entry, body: () => {} }, { limits });
  await image.close();
  process.stdout.write(`${entries} entries in ${image.layers.length} layers\n`);
} catch (error) {
  process.stderr.write(error instanceof SeaworthyError ? `${error.code} ${error.message}\n` : `${error}\n`);
  process.exitCode = 1;
}
