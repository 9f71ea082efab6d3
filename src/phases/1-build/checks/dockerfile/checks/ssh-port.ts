import type { DockerfileCheck } from '../check.ts';
import { exposedBy } from '../helpers.ts';

/** Also as one of a range. */
function holdsSsh(text: string): boolean {
  const [, first, last = first] = /^0*(\d{1,5})(?:-0*(\d{1,5}))?(?:\/tcp)?$/i.exec(text) ?? [];
  return first !== undefined && Number(first) <= 22 && Number(last) >= 22;
}

export const sshPort: DockerfileCheck = {
  id: 'dockerfile/ssh-port',
  version: 2,
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
      for (const { text, at } of exposedBy(view, instruction)) {
        if (holdsSsh(text)) yield { at, observed: `EXPOSE ${text}`, expected: 'no port 22' };
      }
    }
  },
};
