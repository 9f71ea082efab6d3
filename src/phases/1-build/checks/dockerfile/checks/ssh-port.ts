import type { DockerfileCheck } from '../check.ts';

export const sshPort: DockerfileCheck = {
  id: 'dockerfile/ssh-port',
  version: 1,
  title: 'The SSH port is exposed',
  severity: 'medium',
  aliases: ['CKV_DOCKER_1', 'AVD-DS-0004'],
  why: 'An SSH server in a container is a second way in, with accounts and patches of its own that nobody looks after.',
  remedy: 'Use `docker exec` or `kubectl exec`, and leave the server out.',
  references: ['https://docs.docker.com/reference/dockerfile/#expose'],
  violating: ['FROM debian:12\nEXPOSE 8080 22/tcp\n'],
  clean: ['FROM debian:12\nEXPOSE 2222 8022/tcp\n'],
  *look(view) {
    for (const instruction of view.of('EXPOSE')) {
      for (const { raw, at } of instruction.words) {
        if (/^["']?22(?:\/tcp)?["']?$/i.test(raw)) yield { at, observed: `EXPOSE ${raw}`, expected: 'no port 22' };
      }
    }
  },
};
