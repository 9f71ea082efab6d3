import type { Instruction } from '../../../../../foundations/formats/index.ts';
import type { DockerfileCheck } from '../check.ts';
import { commandText, hasOption } from '../helpers.ts';
import type { PlacedCommand } from '../scripts.ts';
import { ancestry, type DockerfileView } from '../view.ts';

/** A package manager: how it installs, where its cache lies, and the commands that empty it. */
interface Manager {
  readonly programs: readonly string[];
  readonly installs: ReadonlySet<string>;
  readonly cache: RegExp;
  readonly clean: ReadonlySet<string>;
  readonly option?: string;
  readonly expected: string;
}

const managers: readonly Manager[] = [
  {
    programs: ['apt-get', 'apt', 'aptitude'],
    installs: new Set(['install', 'update']),
    cache: /\/var\/lib\/apt(?:\/|$)/,
    clean: new Set(['distclean', 'dist-clean']),
    expected: 'rm -rf /var/lib/apt/lists/* in the same RUN',
  },
  {
    programs: ['apk'],
    installs: new Set(['add']),
    cache: /\/var\/cache\/apk|\/etc\/apk\/cache/,
    clean: new Set([]),
    option: '--no-cache',
    expected: 'apk add --no-cache',
  },
  {
    programs: ['yum', 'dnf', 'microdnf', 'tdnf'],
    installs: new Set(['install', 'localinstall', 'groupinstall', 'module']),
    cache: /\/var\/cache\/(?:yum|dnf|libdnf\d?|tdnf)/,
    clean: new Set(['clean']),
    expected: 'clean all in the same RUN',
  },
  {
    programs: ['zypper'],
    installs: new Set(['install', 'in']),
    cache: /\/var\/cache\/zypp/,
    clean: new Set(['clean', 'cc']),
    expected: 'zypper clean in the same RUN',
  },
];

/** Whether something in the instruction keeps the cache out of the layer. */
function isEmptied(instruction: Instruction, commands: readonly PlacedCommand[], manager: Manager): boolean {
  const mounted = instruction.flags.some(
    ({ name, value }) =>
      name === 'mount' && /type=(?:cache|tmpfs)/.test(value ?? '') && manager.cache.test(value ?? ''),
  );
  return (
    mounted ||
    commands.some(
      ({ program, args }) =>
        ((program === 'rm' || program === 'find') && args.some((argument) => manager.cache.test(argument))) ||
        (manager.programs.includes(program) && args.some((argument) => manager.clean.has(argument))),
    )
  );
}

/** Instructions whose layers are in the final image. */
function shipped(view: DockerfileView): ReadonlySet<Instruction> | undefined {
  const stage = view.finalStage;
  return stage && new Set([...ancestry(stage)].flatMap(({ instructions }) => instructions));
}

export const packageCacheLeft: DockerfileCheck = {
  id: 'dockerfile/package-cache-left',
  version: 1,
  title: 'The cache of the package manager stays in the image',
  severity: 'low',
  aliases: [
    'DL3009',
    'DL3019',
    'DL3032',
    'DL3036',
    'DL3040',
    'AVD-DS-0015',
    'AVD-DS-0019',
    'AVD-DS-0020',
    'AVD-DS-0025',
  ],
  why: 'Tens of megabytes that every pull moves, and lists of packages that go stale. Removing them in a later step does not take them out of the layer.',
  remedy: 'Empty the cache in the same `RUN` that fills it, or mount one: `RUN --mount=type=cache,target=…`.',
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  violating: ['FROM debian:12\nRUN apt-get update && apt-get install -y curl\n'],
  clean: ['FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n'],
  *look(view) {
    const inImage = shipped(view);
    for (const instruction of view.of('RUN')) {
      if (inImage !== undefined && !inImage.has(instruction)) continue;
      const commands = view.commandsOf(instruction);
      for (const manager of managers) {
        const command = commands.find(
          ({ program, args }) => manager.programs.includes(program) && args.some((each) => manager.installs.has(each)),
        );
        if (command === undefined || isEmptied(instruction, commands, manager)) continue;
        if (manager.option !== undefined && hasOption(command, manager.option)) continue;
        yield { at: command.at, observed: commandText(command), expected: manager.expected };
      }
    }
  },
};
