import type { DockerfileCheck } from '../check.ts';
import { forbiddenOption } from '../helpers.ts';

export const curlInsecure: DockerfileCheck = {
  id: 'dockerfile/curl-insecure',
  version: 2,
  title: 'curl does not check certificates',
  severity: 'high',
  aliases: ['CKV2_DOCKER_2'],
  why: 'Whoever answers in the name of the server decides what goes into the image, or what a container of it believes.',
  remedy: 'Remove the option; give an own CA with `--cacert`.',
  references: ['https://curl.se/docs/sslcerts.html'],
  violating: ['FROM alpine:3.20\nRUN curl -ksO https://example.com/tool\n'],
  clean: ['FROM alpine:3.20\nRUN curl -fsSLO https://example.com/tool\n'],
  look: (view) => forbiddenOption(view, ['curl'], ['-k', '--insecure', '--proxy-insecure'], 'curl without --insecure'),
};
