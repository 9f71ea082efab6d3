import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';
import { forbiddenOption } from '../helpers.ts';

export const apkUntrusted: DockerfileCheck = {
  id: 'dockerfile/apk-untrusted',
  version: 2,
  title: 'apk installs packages without a trusted signature',
  severity: 'high',
  aliases: ['CKV2_DOCKER_7'],
  frameworks: controls({ 'cis-docker': '4.11' }),
  why: 'A package that anybody made is installed as root.',
  remedy: 'Put the key of the maker into /etc/apk/keys.',
  references: ['https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper'],
  violating: ['FROM alpine:3.20\nRUN apk add --allow-untrusted ./tool.apk\n'],
  clean: ['FROM alpine:3.20\nRUN apk add --no-cache curl\n'],
  look: (view) => forbiddenOption(view, ['apk'], ['--allow-untrusted'], 'apk without --allow-untrusted'),
};
