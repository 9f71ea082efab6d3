import { dirname, resolve } from 'node:path';
import { type Problem, SeaworthyError } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import {
  readSecretRules,
  type SecretDetector,
  type SecretScanner,
  secretDetectors,
  secretScanner,
} from '../../phases/1-build/secrets/index.ts';
import { searchKey } from '../secret-key.ts';
import type { Settings } from '../settings.ts';

const mostRuleBytes = 4 * 1024 * 1024;

/** What looks for secrets under these settings, and what is to be told of how it looks. */
export interface SecretSearch {
  readonly scanner: SecretScanner;
  /** All that may have made a hit. */
  readonly detectors: readonly SecretDetector[];
  readonly problems: readonly Problem[];
}

/** Makes the search for secrets: with the user's key, and the rules that they named. Throws `E_USAGE` where secrets are not looked for, and what reading rules throws. */
export async function secretSearch({ secretKeyFile, secretRules }: Settings): Promise<SecretSearch> {
  if (secretKeyFile === undefined) throw new SeaworthyError('E_USAGE', 'secrets are not looked for (`--secrets off`)');
  const { key, problems } = searchKey(secretKeyFile);
  if (secretRules === undefined) return { scanner: secretScanner({ key }), detectors: secretDetectors, problems };
  const rules = await readSecretRules(bytesOf(secretRules), secretRules.name, (path) =>
    readFileBytes(resolve(dirname(secretRules.path), path), mostRuleBytes),
  );
  const notes = rules.notes.map(
    (message): Problem => ({ code: 'E_INCOMPLETE', message, where: rules.name, part: 'secrets', incomplete: false }),
  );
  const scanner = secretScanner({ key, rules });
  return { scanner, detectors: [...secretDetectors, ...scanner.ruleDetectors], problems: [...problems, ...notes] };
}

function bytesOf({ path, name }: NonNullable<Settings['secretRules']>): Uint8Array {
  const bytes = readFileBytes(path, mostRuleBytes);
  if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: name });
  return bytes;
}
