import type { Example } from '../../example.ts';

/** As pip lists its copies: those below a line with blanks are needed by the one above. */
const list = `lantern==0.14.0
wick-and_oil==2.6.3
    harbour.idna==3.7
# a remark
tool==1.0; python_version < "3.11"
`;

export const example: Example = {
  path: 'usr/local/lib/python3.12/site-packages/pip/_vendor/vendor.txt',
  bytes: new TextEncoder().encode(list),
  packages: ['harbour.idna@3.7', 'lantern@0.14.0', 'tool@1.0', 'wick-and_oil@2.6.3'],
};
