import type { DockerfileCheck } from '../check.ts';
import { forbiddenSetting } from '../helpers.ts';

export const pythonTlsOff: DockerfileCheck = {
  id: 'dockerfile/python-tls-off',
  version: 2,
  title: 'Python does not check certificates',
  severity: 'high',
  aliases: ['CKV2_DOCKER_5'],
  why: 'Every https connection of the standard library then trusts whoever answers.',
  remedy: 'Remove it; give an own CA with `SSL_CERT_FILE`.',
  references: ['https://peps.python.org/pep-0493/'],
  violating: ['FROM python:3.12\nENV PYTHONHTTPSVERIFY=0\n'],
  clean: ['FROM python:3.12\nENV PYTHONHTTPSVERIFY=1\n'],
  look: (view) => forbiddenSetting(view, /^PYTHONHTTPSVERIFY$/, (value) => value === '0', 'SSL_CERT_FILE, or nothing'),
};
