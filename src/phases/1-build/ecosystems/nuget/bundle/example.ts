import { gunzipSync } from 'node:zlib';
import type { Example } from '../../example.ts';

/** An ELF file made by `makeElf` of the test fixtures, whose only section is the mark of a host, with a `deps.json` and a header behind it. */
const program = `
H4sIAAAAAAACA6WTzW7TQBDHx04VrtBy4Agjjs46HwUiV0VBKJyqXoh6X9vT1GFjW+tNlMqyyJ0LiBfgCXLhlBtPgNRT34AjnHqvnKwbJw0FqS
Ptzo72/5udWe1+7B69Mw0DCjPhNSyjTmkGuICVdaANBnSgAuZCWwVY2y37HzoqPDyErfassvSfds35gD9ty/Sr+fjyW3Pvav7rz6z15PdB7efz
74PZLZD5XHFgyVmipOIu3NcMPXQ9MNWNTDfa+1s/DzRbuWl8/SIe/YNPUY5CFQypx2WfFDophnxI6CA77vbeRpLexLF1QjIJovBw3GZ1WwThaF
KbvNzHzEK1wJKc+w/ASbEXRcJusjqr55FPMYU+hV5AixzvSQYi6qODLdZgjfwEXV/BMl8IdNIsy6xCbS+1TlrWisC1Q1KvWN3WshWZsyJwJZf6
2PWi1HmcX0AsowF5Ci1MSI4Dj7grCJ1TLhKyMDnjLxpNdBC3FVKk4N4H3qfNFEqOyhmWi9oEsyyrlt7FDnc9/4v+LJ+Nux/SNRsK8uZaAwAA
`;

export const example: Example = {
  path: 'usr/local/bin/tool',
  mode: 0o755,
  bytes: new Uint8Array(gunzipSync(Buffer.from(program, 'base64'))),
  packages: ['Serilog@3.1.1', 'Tool@2.0.0'],
};
