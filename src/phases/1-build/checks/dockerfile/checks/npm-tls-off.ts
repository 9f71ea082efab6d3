import type { DockerfileCheck } from '../check.ts';
import { commandText, forbiddenSetting, givenValues } from '../helpers.ts';

const off = new Set(['false', '0']);
/** npm, pnpm and Yarn 1; later ones of Yarn. */
const key = /^(?:strict-ssl|enableStrictSsl)$/;
/** As an option npm takes the next word only when that is `true` or `false` (npm 11). */
const option = /^--(no-)?strict-ssl(?:=(.*))?$/;

function isOption(argument: string, next: string | undefined): boolean {
  const [all, no, given] = option.exec(argument) ?? [];
  if (all === undefined) return false;
  const value = given ?? (next === 'true' || next === 'false' ? next : 'true');
  return no === undefined ? off.has(value) : !off.has(value);
}

export const npmTlsOff: DockerfileCheck = {
  id: 'dockerfile/npm-tls-off',
  version: 3,
  title: 'npm does not check certificates',
  severity: 'high',
  aliases: ['CKV2_DOCKER_12'],
  why: 'Whoever answers in the name of the registry decides which code is installed and run.',
  remedy: 'Remove it; give an own CA with `cafile`.',
  references: ['https://docs.npmjs.com/cli/v10/using-npm/config#strict-ssl'],
  violating: ['FROM node:22\nENV NPM_CONFIG_STRICT_SSL=false\n'],
  clean: ['FROM node:22\nENV NPM_CONFIG_STRICT_SSL=true\n'],
  *look(view) {
    const expected = 'strict-ssl left on';
    const isOff = (value: string): boolean => off.has(value.toLowerCase());
    yield* forbiddenSetting(view, /^(?:p?npm_config|yarn|yarn_enable)_strict_ssl$/i, isOff, expected);
    for (const command of view.everywhere('npm', 'yarn', 'pnpm', 'yarnpkg', 'npx')) {
      const { args } = command;
      const isSet = args.includes('set') && [...givenValues(command, key)].some(isOff);
      const isGiven = args.some((argument, index) => isOption(argument, args[index + 1]));
      if (isSet || isGiven) yield { at: command.at, observed: commandText(command), expected };
    }
  },
};
