import type { InUseEvidence } from './payload.ts';

export const example: InUseEvidence = {
  observation: {
    first: '2026-03-04T12:00:00.000000000Z',
    last: '2026-03-04T18:30:00.000000000Z',
    observedFor: 23_400_000,
    events: 81_234,
    containers: ['3f2a91c0de11'],
  },
  limits: ['7 events were lost'],
  packages: [
    {
      purl: 'pkg:deb/debian/openssl@3.0.11-1',
      name: 'openssl',
      version: '3.0.11-1',
      strongest: 'exec',
      exec: 1,
      map: 0,
      open: 2,
      first: '2026-03-04T12:00:01.000000000Z',
      last: '2026-03-04T12:00:02.000000000Z',
      files: ['/usr/bin/openssl'],
    },
  ],
  unownedFiles: 3,
};
