import type { KeyFiles } from '../../flows/index.ts';
import { facts } from '../terminal/table.ts';
import { signerFacts } from './signed-text.ts';

/** A new pair of keys: its files, its name, and what to do with it. `name` is what the files are called, without their endings. */
export function keyFilesText(made: KeyFiles, name: string, width: number): string {
  const rows: readonly (readonly [string, string])[] = [
    ['private', `${name}.key (sealed; for you alone)`],
    ['public', `${name}.pub (for everybody who verifies)`],
    ...signerFacts(made.signer),
  ];
  const next = `Sign:   seaworthy sign IMAGE --key ${name}.key\nVerify: seaworthy verify IMAGE --key ${name}.pub\n`;
  return `A new pair of keys\n\n${facts(rows, width)}\n${next}`;
}
