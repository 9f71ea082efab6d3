import type { DockerfileCheck } from '../check.ts';
import { commandText, forbiddenOption, forbiddenSetting, givenValues } from '../helpers.ts';

/** For all commands, or for one: `install.trusted-host`. */
const key = /^[\w-]+\.trusted[-_]host$/;
const expected = 'a CA given with --cert';

export const pipTrustedHost: DockerfileCheck = {
  id: 'dockerfile/pip-trusted-host',
  version: 3,
  title: 'pip does not check certificates of a host',
  severity: 'high',
  aliases: ['CKV2_DOCKER_4', 'CKV2_DOCKER_16'],
  why: 'Whoever answers in the name of that host decides which code is installed and run.',
  remedy: 'Remove it; give an own CA with `--cert` or `PIP_CERT`.',
  references: ['https://pip.pypa.io/en/stable/cli/pip/#cmdoption-trusted-host'],
  violating: ['FROM python:3.12\nRUN pip install --trusted-host pypi.org requests\n'],
  clean: ['FROM python:3.12\nRUN pip install requests && echo PIP_TRUSTED_HOST\n'],
  *look(view) {
    const programs = [/^pip[\d.]*$/, 'pipx', 'pipenv', 'uv'];
    yield* forbiddenOption(view, programs, ['--trusted-host', '--allow-insecure-host'], expected);
    yield* forbiddenSetting(view, /^(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST)$/, (value) => value !== '', expected);
    for (const command of view.everywhere(/^pip[\d.]*$/)) {
      if (!command.args.includes('config') || !command.args.includes('set')) continue;
      if ([...givenValues(command, key)].some((value) => value !== ''))
        yield { at: command.at, observed: commandText(command), expected };
    }
  },
};
