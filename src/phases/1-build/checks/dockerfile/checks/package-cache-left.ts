import type { Instruction } from '../../../../../foundations/formats/index.ts';
import type { DockerfileCheck } from '../check.ts';
import { commandText, hasOption } from '../helpers.ts';
import { emptied } from '../mends/package-cache.ts';
import { subcommand } from '../programs.ts';
import type { PlacedCommand } from '../scripts.ts';
import { shipped } from '../shipped.ts';

/** A package manager: what fills its cache, where that lies, and what empties it. */
interface Manager {
  readonly programs: readonly string[];
  /** Subcommands that fill it; of the first of these sets that is there at all, the last command counts. */
  readonly fills: readonly ReadonlySet<string>[];
  readonly cache: RegExp;
  readonly clean: ReadonlySet<string>;
  readonly option?: string;
  readonly expected: string;
}

const managers: readonly Manager[] = [
  {
    programs: ['apt-get', 'apt', 'aptitude'],
    // Lists come with an update. Without one in the same step they are those of a layer below, and stay.
    fills: [new Set(['update']), new Set(['install'])],
    cache: /\/var\/lib\/apt(?:\/|$)/,
    clean: new Set(['distclean', 'dist-clean']),
    expected: 'rm -rf /var/lib/apt/lists/* in the same RUN',
  },
  {
    programs: ['apk'],
    fills: [new Set(['add', 'upgrade'])],
    cache: /\/var\/cache\/apk|\/etc\/apk\/cache/,
    clean: new Set([]),
    option: '--no-cache',
    expected: 'apk add --no-cache',
  },
  {
    programs: ['yum', 'dnf', 'dnf5', 'microdnf', 'tdnf'],
    fills: [
      new Set([
        ...[
          'install',
          'in',
          'localinstall',
          'reinstall',
          'rei',
          'downgrade',
          'dg',
          'swap',
          'builddep',
          'module',
          'makecache',
        ],
        ...[
          'update',
          'upgrade',
          'up',
          'upgrade-minimal',
          'update-minimal',
          'distro-sync',
          'dsync',
          'distribution-synchronization',
        ],
        ...['group', 'groups', 'grp', 'groupinstall', 'groupupdate', 'group-install', 'environment'],
      ]),
    ],
    cache: /\/var\/cache\/(?:yum|dnf|libdnf\d?|tdnf)|\/var\/cache\/?\*?$/,
    clean: new Set(['clean']),
    expected: 'clean all in the same RUN',
  },
  {
    programs: ['zypper'],
    fills: [
      new Set([
        ...['install', 'in', 'source-install', 'si', 'install-new-recommends', 'inr', 'refresh', 'ref'],
        ...['update', 'up', 'dist-upgrade', 'dup', 'patch'],
      ]),
    ],
    cache: /\/var\/cache\/zypp/,
    clean: new Set(['clean', 'cc']),
    expected: 'zypper clean in the same RUN',
  },
];

/** The last command that fills the cache; what empties it must come after. */
function lastFilling(commands: readonly PlacedCommand[], { programs, fills, option }: Manager): number {
  const of = (names: ReadonlySet<string>): number =>
    commands.findLastIndex(
      (command) =>
        programs.includes(command.program) &&
        names.has(subcommand(command)) &&
        (option === undefined || !hasOption(command, option)),
    );
  return fills.map(of).find((index) => index >= 0) ?? -1;
}

/** Whether the cache is mounted, and so never in the layer. */
function isMounted(instruction: Instruction, { cache }: Manager): boolean {
  return instruction.flags.some(
    ({ name, value = '' }) => name === 'mount' && /type=(?:cache|tmpfs)/.test(value) && cache.test(value),
  );
}

function empties({ program, args }: PlacedCommand, manager: Manager): boolean {
  if (program === 'rm' || program === 'find') return args.some((argument) => manager.cache.test(argument));
  return manager.programs.includes(program) && manager.clean.has(subcommand({ program, args }));
}

export const packageCacheLeft: DockerfileCheck = {
  id: 'dockerfile/package-cache-left',
  version: 2,
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
    'DKL-DI-0004',
    'DKL-DI-0005',
    'AVD-DS-0027',
  ],
  why: 'Tens of megabytes that every pull moves, and lists of packages that go stale. Removing them in a later step does not take them out of the layer.',
  remedy: 'Empty the cache in the same `RUN` that fills it, or mount one: `RUN --mount=type=cache,target=…`.',
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  violating: ['FROM debian:12\nRUN apt-get update && apt-get install -y curl\n'],
  clean: ['FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n'],
  mender: {
    does: 'what empties it, at the end of the same `RUN`; `--no-cache` for apk',
    mend: emptied,
  },
  *look(view) {
    const inImage = shipped(view);
    for (const instruction of view.of('RUN')) {
      if (inImage !== undefined && !inImage.has(instruction)) continue;
      const commands = view.commandsOf(instruction);
      for (const manager of managers) {
        const filled = lastFilling(commands, manager);
        const command = commands[filled];
        if (command === undefined || isMounted(instruction, manager)) continue;
        if (commands.slice(filled + 1).some((later) => empties(later, manager))) continue;
        yield { command, at: command.at, observed: commandText(command), expected: manager.expected };
      }
    }
  },
};
