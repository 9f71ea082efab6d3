import { goBuildInfo, makeElf } from '../../../../../lab/fixtures/index.ts';
import type { Example } from '../example.ts';

const modules = [
  'path\texample.org/tool/cmd/tool',
  'mod\texample.org/tool\tv1.4.0\th1:Fb8Q1Lr7rjfr4vHpOh3BiGE4vPgUFA5B1zDZuvcQn4o=',
  'dep\tgolang.org/x/text\tv0.14.0\th1:ScX5w1eTa3QqT8oi6+ziP7dTV1S2+ALU0bI+0zXKWiQ=',
  'build\t-compiler=gc',
  'build\tGOOS=linux',
  '',
].join('\n');

export const example: Example = {
  path: 'usr/local/bin/tool',
  mode: 0o755,
  bytes: makeElf({
    wordSize: 8,
    littleEndian: true,
    sections: [{ name: '.go.buildinfo', bytes: goBuildInfo('go1.22.1', modules) }],
  }),
  packages: ['example.org/tool@v1.4.0', 'golang.org/x/text@v0.14.0', 'stdlib@v1.22.1'],
};
