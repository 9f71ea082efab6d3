import type { DockerfileCheck } from '../check.ts';
import { commandText, forbiddenSetting } from '../helpers.ts';

const off = new Set(['false', '0']);

export const npmTlsOff: DockerfileCheck = {
  id: 'dockerfile/npm-tls-off',
  version: 1,
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
    const names = ['NPM_CONFIG_STRICT_SSL', 'npm_config_strict_ssl'];
    yield* forbiddenSetting(view, names, (value) => value.toLowerCase() === 'false', expected);
    for (const command of view.runs('npm', 'yarn', 'pnpm')) {
      const { args } = command;
      const at = args.indexOf('strict-ssl');
      const isSet = at > 0 && args.includes('set') && off.has(args[at + 1] ?? '');
      const isGiven = args.some(
        (argument) => /^(?:--)?strict-ssl=(?:false|0)$/.test(argument) || argument === '--no-strict-ssl',
      );
      if (isSet || isGiven) yield { at: command.at, observed: commandText(command), expected };
    }
  },
};
