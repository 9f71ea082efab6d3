import type { DockerfileCheck } from '../check.ts';
import { commandText, hasOption, settings } from '../helpers.ts';
import { withOption } from '../mends/places.ts';
import type { PlacedCommand } from '../scripts.ts';
import { shipped } from '../shipped.ts';
import type { DockerfileView } from '../view.ts';

/** What pip takes for no (its configuration, "Boolean options"). */
const isOff = (value: string): boolean => /^(?:|0|n|no|f|false|off)$/i.test(value);

const installs = ({ program, args }: PlacedCommand): boolean =>
  /^pip[\d.]*$/.test(program) && args.find((argument) => !argument.startsWith('-')) === 'install';

const empties = ({ program, args }: PlacedCommand): boolean =>
  (program === 'rm' && args.some((argument) => /\.cache(?:\/|$)/.test(argument))) ||
  (/^pip[\d.]*$/.test(program) && args[0] === 'cache' && args[1] === 'purge');

/** Whether a variable of the file says it for every pip: in whichever stage, since that is not worth an alarm. */
function isSaid(view: DockerfileView): boolean {
  for (const { name, value } of settings(view)) if (name === 'PIP_NO_CACHE_DIR' && !isOff(value)) return true;
  return false;
}

export const pipCacheLeft: DockerfileCheck = {
  id: 'dockerfile/pip-cache-left',
  version: 1,
  title: 'The cache of pip stays in the image',
  severity: 'low',
  aliases: ['DL3042'],
  why: 'Whatever pip fetched lies in the image a second time, and nobody installs from there again.',
  remedy: 'Add `--no-cache-dir`, or mount a cache: `RUN --mount=type=cache,target=/root/.cache`.',
  references: ['https://pip.pypa.io/en/stable/topics/caching/'],
  violating: ['FROM python:3.12\nRUN pip install flask\n', 'FROM python:3.12\nRUN python3 -m pip install flask\n'],
  clean: [
    'FROM python:3.12\nRUN pip install --no-cache-dir flask\n',
    'FROM python:3.12\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask\n',
    'FROM python:3.12\nRUN --mount=type=cache,target=/root/.cache pip install flask\n',
    'FROM python:3.12\nRUN pip install flask && rm -rf /root/.cache\n',
    'FROM python:3.12 AS build\nRUN pip install flask\nFROM python:3.12\nCOPY --from=build /a /a\n',
  ],
  mender: {
    does: '`--no-cache-dir` behind `pip install`',
    mend: (breach, view) => withOption(breach, view, '--no-cache-dir'),
  },
  *look(view) {
    if (isSaid(view)) return;
    const inImage = shipped(view);
    for (const instruction of view.of('RUN')) {
      if (inImage !== undefined && !inImage.has(instruction)) continue;
      const isMounted = instruction.flags.some(({ name, value = '' }) => name === 'mount' && /cache/.test(value));
      if (isMounted) continue;
      const commands = view.commandsOf(instruction);
      for (const [index, command] of commands.entries()) {
        if (!installs(command) || hasOption(command, '--no-cache-dir')) continue;
        if (commands.slice(index + 1).some(empties)) continue;
        yield { command, at: command.at, observed: commandText(command), expected: '--no-cache-dir' };
      }
    }
  },
};
