import type { DockerfileCheck } from '../check.ts';
import { forbiddenSetting } from '../helpers.ts';

export const gitTlsOff: DockerfileCheck = {
  id: 'dockerfile/git-tls-off',
  version: 1,
  title: 'git does not check certificates',
  severity: 'high',
  aliases: ['CKV2_DOCKER_14'],
  why: 'Whoever answers in the name of the server decides which source is built.',
  remedy: 'Remove it; give an own CA with `GIT_SSL_CAINFO`.',
  references: ['https://git-scm.com/docs/git#Documentation/git.txt'],
  violating: ['FROM alpine:3.20\nRUN GIT_SSL_NO_VERIFY=1 git clone https://example.com/a.git\n'],
  clean: ['FROM alpine:3.20\nENV GIT_SSL_NO_VERIFY=false\n'],
  look: (view) =>
    forbiddenSetting(
      view,
      ['GIT_SSL_NO_VERIFY'],
      (value) => !/^(?:0|false|no|off|)$/i.test(value),
      'GIT_SSL_CAINFO, or nothing',
    ),
};
