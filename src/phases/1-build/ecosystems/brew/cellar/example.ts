import type { Example } from '../../example.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const keg = 'home/linuxbrew/.linuxbrew/Cellar/jq/1.7.1_1';

export const example: Example = {
  path: `${keg}/INSTALL_RECEIPT.json`,
  bytes: bytes(
    JSON.stringify({
      homebrew_version: '4.3.1',
      runtime_dependencies: [{ full_name: 'oniguruma', version: '6.9.9' }],
      source: { spec: 'stable', tap: 'homebrew/core', versions: { stable: '1.7.1' } },
    }),
  ),
  beside: [{ path: `${keg}/.brew/jq.rb`, bytes: bytes('class Jq < Formula\n  license "MIT"\nend\n') }],
  packages: ['jq@1.7.1_1'],
};
