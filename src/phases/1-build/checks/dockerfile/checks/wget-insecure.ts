import type { DockerfileCheck } from '../check.ts';
import { forbiddenOption } from '../helpers.ts';

export const wgetInsecure: DockerfileCheck = {
  id: 'dockerfile/wget-insecure',
  version: 2,
  title: 'wget does not check certificates',
  severity: 'high',
  aliases: ['CKV2_DOCKER_3'],
  why: 'Whoever answers in the name of the server decides what goes into the image, or what a container of it believes.',
  remedy: 'Remove the option; give an own CA with `--ca-certificate`.',
  references: ['https://www.gnu.org/software/wget/manual/wget.html'],
  violating: ['FROM alpine:3.20\nRUN wget --no-check-certificate https://example.com/tool\n'],
  clean: ['FROM alpine:3.20\nRUN wget -q https://example.com/tool\n'],
  look: (view) => forbiddenOption(view, ['wget'], ['--no-check-certificate'], 'wget without --no-check-certificate'),
};
