import { SeaworthyError } from '../../../core/index.ts';
import type { KeyInput } from '../../../flows/index.ts';
import { ship } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { keyFile } from './key-file.ts';
import { keyPassword } from './password.ts';

/** The private key that `--key` names; its password is asked for when the flow wants it. Throws `E_USAGE` when there is none, and what `keyFile` throws. */
export function signingKey(context: Context): KeyInput {
  const file = context.values.value(ship.key);
  if (file === undefined) {
    throw new SeaworthyError('E_USAGE', 'there is no key to sign with', {
      next: 'Name one with `--key FILE`; `seaworthy keys generate` makes one.',
    });
  }
  return {
    ...keyFile(file, context),
    password: () => keyPassword({ whose: `of ${file}` }, context),
  };
}
