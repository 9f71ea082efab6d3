import type { Example } from '../../example.ts';

const lock = {
  _meta: { hash: { sha256: '0' }, 'pipfile-spec': 6, requires: {}, sources: [] },
  default: {
    itsdangerous: { hashes: [], index: 'pypi', version: '==2.1.2' },
    mine: { git: 'https://git.example/mine.git', ref: '0123456789012345678901234567890123456789' },
  },
  develop: { markupsafe: { hashes: [], version: '==2.1.1' } },
};

export const example: Example = {
  path: 'shop/Pipfile.lock',
  bytes: new TextEncoder().encode(JSON.stringify(lock)),
  packages: ['itsdangerous@2.1.2', 'markupsafe@2.1.1', 'mine@'],
};
