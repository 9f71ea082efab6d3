import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { opamLocked } from './locked/index.ts';
import { opamSwitch } from './switch/index.ts';

export const opam: Ecosystem = {
  type: 'opam',
  title: 'OCaml packages',
  kind: 'registry',
  versionOrder: 'dpkg',
  extractors: [opamSwitch],
  declared: [opamLocked],
  traces: [
    software('OCaml packages', '.opam-switch/switch-state', 'opam/switch-state'),
    lockFiles('lock files of OCaml', 'opam', 'image', '*.opam.locked'),
  ],
  osv: { name: 'opam', separator: '/', normalise: asWritten },
};
