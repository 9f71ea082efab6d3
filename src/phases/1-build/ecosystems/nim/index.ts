import type { Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';

export const nim: Ecosystem = {
  type: 'nim',
  title: 'Nim packages',
  kind: 'registry',
  traces: [
    software('Nim packages', '.nimble/pkgs/', '.nimble/pkgs2/'),
    lockFiles('lock files of Nim', 'nim', 'image', 'nimble.lock'),
  ],
};
