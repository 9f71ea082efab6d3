import type { Example } from '../../example.ts';

/** The head of a kernel image for x86, and its version. */
const image = new Uint8Array(1024);
image.set(new TextEncoder().encode('HdrS'), 0x202);
image.set([0x00, 0x01], 0x20e);
image.set(new TextEncoder().encode('6.1.0-13-amd64 (builder@example.com) #1 SMP\0'), 0x300);

export const example: Example = {
  path: 'boot/vmlinuz-6.1.0-13-amd64',
  bytes: image,
  packages: ['linux-kernel@6.1.0-13-amd64'],
};
