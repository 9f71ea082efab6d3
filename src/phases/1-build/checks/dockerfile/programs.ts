import type { PlacedCommand } from './scripts.ts';

/** Options of programs, before or behind the subcommand, that take the next argument. */
const valued: readonly (readonly [program: RegExp, options: RegExp])[] = [
  [
    /^(?:apt|apt-get|aptitude|apt-cache)$/,
    /^-[ymdqsfV]*[octaP]$|^--(?:option|config-file|target-release|default-release|host-architecture|build-profiles)$/,
  ],
  [
    /^(?:yum|dnf|dnf5|tdnf|microdnf)$/,
    /^-[cdeRx]$|^--(?:config|exclude|repo|repoid|repofrompath|enablerepo|disablerepo|enableplugin|disableplugin|installroot|releasever|setopt|advisory|forcearch|downloaddir|destdir|comment|color|debuglevel|errorlevel|randomwait)$/,
  ],
  [
    /^apk$/,
    /^-[pXt]$|^--(?:root|repository|virtual|keys-dir|repositories-file|cache-dir|cache-max-age|arch|wait|timeout|progress-fd)$/,
  ],
  [
    /^zypper$/,
    /^-[RcDCp]$|^--(?:root|installroot|config|reposd-dir|cache-dir|raw-cache-dir|solv-cache-dir|pkg-cache-dir|plus-repo|releasever|userdata)$/,
  ],
  [/^git$/, /^-[cC]$|^--(?:git-dir|work-tree|namespace|config-env)$/],
];

/** The first argument that is no option and no option's value: `install` of `apt-get -o a=b -y install curl`. */
export function subcommand(command: Pick<PlacedCommand, 'program' | 'args'>): string {
  return operands(command)[0] ?? '';
}

/** All arguments that are no option and no option's value. */
export function operands({ program, args }: Pick<PlacedCommand, 'program' | 'args'>): readonly string[] {
  const [, takesNext] = valued.find(([name]) => name.test(program)) ?? [];
  return args.filter((argument, index) => !argument.startsWith('-') && takesNext?.test(args[index - 1] ?? '') !== true);
}

/** What `-o NAME=VALUE` says to apt, in all its forms; names in lower case (apt.conf(5): they have no case). */
export function aptOptions({ args }: Pick<PlacedCommand, 'args'>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [index, argument] of args.entries()) {
    const attached = argument.includes('::')
      ? /^(?:-[a-zA-Z]*?o=?|--option=)(.*::.*)$/s.exec(argument)?.[1]
      : undefined;
    const text = /^(?:-[a-zA-Z]*o|--option)$/.test(argument) ? args[index + 1] : attached;
    const equals = text?.indexOf('=') ?? -1;
    if (text !== undefined && equals > 0) found.set(text.slice(0, equals).toLowerCase(), text.slice(equals + 1));
  }
  return found;
}

/** Whether apt takes the value for yes (apt.conf(5)). */
export function isAptYes(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|yes|true|with|on|enable)$/i.test(value);
}

/** How quiet apt is told to be; from 2 on it asks nothing (apt-get(8), `--quiet`). */
export function aptQuiet({ args }: Pick<PlacedCommand, 'args'>): number {
  let level = 0;
  for (const argument of args) {
    const [, given] = /^(?:-[a-zA-Z]*q|--quiet)=?(\d)$/.exec(argument) ?? [];
    if (given !== undefined) level = Number(given);
    else if (argument === '--quiet') level += 1;
    else if (/^-[a-zA-Z]+$/.test(argument)) level += argument.split('q').length - 1;
  }
  return level;
}
