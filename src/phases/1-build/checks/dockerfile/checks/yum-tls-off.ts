import type { DockerfileCheck } from '../check.ts';
import { commandText } from '../helpers.ts';

const managers = new Set(['yum', 'dnf', 'tdnf', 'microdnf']);
const setting = /(?:^|[=.])sslverify=(?:0|false|no|off)$/i;

export const yumTlsOff: DockerfileCheck = {
  id: 'dockerfile/yum-tls-off',
  version: 2,
  title: 'yum or dnf does not check certificates',
  severity: 'high',
  aliases: ['CKV2_DOCKER_15'],
  why: 'Whoever answers in the name of the repository decides which lists of packages are believed.',
  remedy: 'Remove it; give an own CA with `sslcacert`.',
  references: ['https://dnf.readthedocs.io/en/latest/conf_ref.html'],
  violating: ['FROM fedora:41\nRUN dnf config-manager --save --setopt=sslverify=false\n'],
  clean: ['FROM fedora:41\nRUN dnf config-manager --save --setopt=sslverify=true\n'],
  *look(view) {
    for (const command of view.everywhere()) {
      const { program, args } = command;
      if (!managers.has(program) && !/^(?:yum|dnf)-config-manager$/.test(program)) continue;
      if (args.some((argument) => setting.test(argument))) {
        yield { at: command.at, observed: commandText(command), expected: 'sslverify left on' };
      }
    }
  },
};
