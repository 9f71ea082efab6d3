import { controls } from '../../frameworks.ts';
import type { ImageCheck } from '../check.ts';

/** `0`, `root` and nothing at all; the group is another question. */
const isRoot = (user: string): boolean => /^(?:|0+|root)$/.test(user.trim().replace(/:.*$/s, ''));

export const accountChecks: readonly ImageCheck[] = [
  {
    id: 'image/root-user',
    version: 1,
    of: 'config',
    title: 'A container of it runs as root',
    severity: 'medium',
    aliases: ['CIS-DI-0001', 'AVD-DS-0002'],
    frameworks: controls({ 'cis-docker': '4.1', 'nist-800-190': '4.1.2' }),
    why: 'A flaw in the application is then one in the hands of root: every file of the container, and the kernel with all rights that the runtime leaves.',
    remedy: 'Build it with a `USER` by number, such as `USER 10001`, or start it as one.',
    references: ['https://docs.docker.com/build/building/best-practices/#user'],
    violating: [{ config: {} }, { config: { User: '0:0' } }, { config: { User: 'root:root' } }],
    clean: [{ config: { User: '10001' } }, { config: { User: 'app:root' } }],
    *look({ config: { user = '' } }) {
      if (!isRoot(user)) return;
      const observed = user.trim() === '' ? 'no user: it starts as root' : `user ${user}`;
      yield { entry: 'config:user', observed, expected: 'a user by number other than 0' };
    },
  },
];
