import path from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import { ship } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { readBounded } from '../read-bounded.ts';

/** Bytes of a password file. */
const maxBytes = 64 * 1024;

/** Whose password it is. */
export interface PasswordQuestion {
  /** `for seaworthy.key`. */
  readonly whose: string;
  /** A new one is typed twice. */
  readonly isNew?: boolean;
}

/**
 * The password of a signing key: from `--password-file`, SEAWORTHY_KEY_PASSWORD, COSIGN_PASSWORD (which may be empty, as Cosign has it), or asked for on
 * the terminal. Throws `E_USAGE` where it is nowhere and nobody can be asked, `E_TARGET_NOT_FOUND`, `E_READ`, `E_LIMIT`.
 */
export async function keyPassword(question: PasswordQuestion, context: Context): Promise<Uint8Array> {
  const { host, values } = context;
  const file = values.value(ship.passwordFile);
  const given = file === undefined ? undefined : await fromFile(file, context);
  const text = given ?? (host.env.SEAWORTHY_KEY_PASSWORD || host.env.COSIGN_PASSWORD);
  return Buffer.from(text ?? (await ask(question, context)));
}

async function fromFile(file: string, { host }: Context): Promise<string> {
  if (file !== '-') {
    const text = readBounded(path.resolve(host.workingFolder, file), maxBytes);
    if (text === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: file });
    return withoutEnd(text, file);
  }
  if (host.input.isTerminal) {
    throw new SeaworthyError('E_USAGE', 'standard input is a terminal, which would show the password', {
      next: 'Leave `--password-file` out, and you are asked for it.',
    });
  }
  return withoutEnd(Buffer.from(await host.input.all(maxBytes)).toString('utf8'), 'standard input');
}

function withoutEnd(text: string, where: string): string {
  if (text.includes('\ufffd')) throw new SeaworthyError('E_USAGE', 'the password is not a text in UTF-8', { where });
  return text.replace(/\r?\n$/, '');
}

async function ask({ whose, isNew = false }: PasswordQuestion, context: Context): Promise<string> {
  const { host, log, endProgress } = context;
  if (!host.input.isTerminal || !host.err.isTerminal) {
    throw new SeaworthyError('E_USAGE', `no password ${whose}, and there is nobody to ask`, {
      next: 'Name a file with `--password-file FILE` (`-` for standard input), or set SEAWORTHY_KEY_PASSWORD.',
    });
  }
  endProgress();
  await log.flush();
  const first = await askOnce(`Password ${whose}: `, context);
  if (isNew && first !== (await askOnce('The same again: ', context)))
    throw new SeaworthyError('E_USAGE', 'the two passwords are not the same', { next: 'Try again.' });
  return first;
}

async function askOnce(question: string, { host }: Context): Promise<string> {
  await host.err.write(question);
  const answer = await host.input.secret();
  await host.err.write('\n');
  host.signal.throwIfAborted();
  if (answer !== undefined) return answer;
  throw new SeaworthyError('E_USAGE', 'no password was given', { next: 'Try again.' });
}
