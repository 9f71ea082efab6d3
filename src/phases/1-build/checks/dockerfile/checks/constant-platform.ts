import type { DockerfileCheck } from '../check.ts';

const parts = /^(\w+)(?:\/(\w+))?/;

export const constantPlatform: DockerfileCheck = {
  id: 'dockerfile/constant-platform',
  version: 1,
  title: 'FROM names one platform',
  severity: 'negligible',
  aliases: ['FromPlatformFlagConstDisallowed', 'DL3029'],
  why: 'The image is built for that platform whatever --platform asks for, and says otherwise in its name.',
  remedy: 'Leave the flag out, use `$BUILDPLATFORM`, or name the stage after the platform.',
  references: ['https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/'],
  violating: ['FROM --platform=linux/amd64 alpine:3.20\n'],
  clean: ['FROM --platform=$BUILDPLATFORM alpine:3.20\n'],
  *look(view) {
    for (const { from, name } of view.file.stages) {
      const flag = from.flags.find((each) => each.name === 'platform');
      if (flag?.value === undefined || flag.value.includes('$')) continue;
      const [, system, processor] = parts.exec(flag.value) ?? [];
      const isMeant = [system, processor].some((part) => part !== undefined && name?.toLowerCase().includes(part));
      if (!isMeant) yield { at: flag.at, observed: `--platform=${flag.value}`, expected: 'no constant platform' };
    }
  },
};
