import type { DockerfileCheck } from '../check.ts';
import { forbiddenOption, forbiddenSetting } from '../helpers.ts';

export const pipTrustedHost: DockerfileCheck = {
  id: 'dockerfile/pip-trusted-host',
  version: 1,
  title: 'pip does not check certificates of a host',
  severity: 'high',
  aliases: ['CKV2_DOCKER_4', 'CKV2_DOCKER_16'],
  why: 'Whoever answers in the name of that host decides which code is installed and run.',
  remedy: 'Remove it; give an own CA with `--cert` or `PIP_CERT`.',
  references: ['https://pip.pypa.io/en/stable/cli/pip/#cmdoption-trusted-host'],
  violating: ['FROM python:3.12\nRUN pip install --trusted-host pypi.org requests\n'],
  clean: ['FROM python:3.12\nRUN pip install requests && echo PIP_TRUSTED_HOST\n'],
  *look(view) {
    const expected = 'a CA given with --cert';
    yield* forbiddenOption(view, ['pip', 'pip3', 'pipx', 'uv'], ['--trusted-host', '--allow-insecure-host'], expected);
    yield* forbiddenSetting(view, ['PIP_TRUSTED_HOST'], (value) => value !== '', expected);
  },
};
