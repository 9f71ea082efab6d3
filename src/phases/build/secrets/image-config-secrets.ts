import type { ImageConfig } from '../../../foundations/images/index.ts';
import type { SecretHit } from './secret-hit.ts';
import type { SecretScan, SecretScanner } from './secret-scanner.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Environment variables, labels and history steps that are looked at; the configuration itself is bounded by its reader. */
const maxEntries = 10_000;

/**
 * Secrets in the configuration of an image: `config:env/NAME`, `config:label/NAME`, and `history/N` for the build steps, N from 1. Line and column
 * are those in `NAME=value` or in the text of the step. Whoever can pull the image can read all of it without starting it.
 */
export function scanImageConfig(
  scanner: SecretScanner,
  config: Pick<ImageConfig, 'env' | 'labels' | 'history'>,
): SecretScan {
  const entries = [
    ...config.env.map((text) => ({ path: `config:env/${text.split('=', 1)[0] ?? ''}`, text })),
    ...Object.entries(config.labels).map(([name, value]) => ({
      path: `config:label/${name}`,
      text: `${name}=${value}`,
    })),
    ...config.history.map(({ createdBy }, index) => ({ path: `history/${index + 1}`, text: createdBy })),
  ];
  const hits: SecretHit[] = [];
  const problems: string[] = [];
  for (const { path, text } of entries.slice(0, maxEntries)) {
    const scan = scanner.scan(path, bytesOf(text));
    hits.push(...scan.hits);
    problems.push(...scan.problems.map((problem) => `${path}: ${problem}`));
  }
  if (entries.length > maxEntries) problems.push(`only ${maxEntries} entries of the image configuration are read`);
  return { hits, problems };
}
