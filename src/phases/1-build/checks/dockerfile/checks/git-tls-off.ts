import type { DockerfileCheck } from '../check.ts';
import { commandText, excerpt, forbiddenSetting, givenValues, settings } from '../helpers.ts';

/** Of all hosts, or of one: `http.https://example.com/.sslVerify`. */
const key = /^http\.(?:.+\.)?sslVerify$/i;
/** What git takes for false (git-config(1), "boolean"). */
const off = /^(?:false|no|off|0+|0x0+)?$/i;
const parameters = /http\.(?:[^'"]{1,200}\.)?sslVerify['"]?=['"]?(?:false|no|off|0|(?=['"]))['"]/i;
const reads = /^--(?:get|unset|remove-section)/;
const expected = 'http.sslVerify left on';

export const gitTlsOff: DockerfileCheck = {
  id: 'dockerfile/git-tls-off',
  version: 3,
  title: 'git does not check certificates',
  severity: 'high',
  aliases: ['CKV2_DOCKER_14'],
  why: 'Whoever answers in the name of the server decides which source is built.',
  remedy: 'Remove it; give an own CA with `GIT_SSL_CAINFO`.',
  references: ['https://git-scm.com/docs/git#Documentation/git.txt'],
  violating: [
    'FROM alpine:3.20\nRUN GIT_SSL_NO_VERIFY=1 git clone https://example.com/a.git\n',
    'FROM alpine:3.20\nENV GIT_SSL_NO_VERIFY=false\n',
    'FROM alpine:3.20\nRUN git config --global http.sslVerify false\n',
  ],
  clean: ['FROM alpine:3.20\nARG GIT_SSL_NO_VERIFY\nRUN git config --global http.sslVerify true\n'],
  *look(view) {
    // git asks only whether it is set: to 0, false or nothing it switches verification off as well (git 2.39.5).
    yield* forbiddenSetting(view, /^GIT_SSL_NO_VERIFY$/, () => true, 'GIT_SSL_CAINFO, or nothing');
    const isOff = (value: string): boolean => off.test(value);
    const inEnvironment = (value: string): boolean => parameters.test(value);
    yield* forbiddenSetting(view, /^GIT_CONFIG_PARAMETERS$/, inEnvironment, expected);
    const pairs = [...settings(view)];
    const numbers = new Set(
      pairs.map(({ name, value }) => (key.test(value) ? /^GIT_CONFIG_KEY_(\d+)$/.exec(name)?.[1] : '')),
    );
    for (const { name, value, at } of pairs) {
      const number = /^GIT_CONFIG_VALUE_(\d+)$/.exec(name)?.[1];
      if (number !== undefined && numbers.has(number) && isOff(value))
        yield { at, observed: excerpt(`${name}=${value}`), expected };
    }
    for (const command of view.everywhere('git')) {
      if (command.args.some((argument) => reads.test(argument))) continue;
      if ([...givenValues(command, key)].some(isOff))
        yield { at: command.at, observed: commandText(command), expected };
    }
  },
};
