import type { ImageConfig } from '../../../foundations/images/index.ts';
import type { SecretHit } from './secret-hit.ts';
import type { SecretScan, SecretScanner } from './secret-scanner.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Entries that are looked at; the configuration itself is bounded by its reader. */
const maxEntries = 10_000;

/** The part of a configuration in which people leave secrets. */
export type SpeakingConfig = Pick<
  ImageConfig,
  'env' | 'labels' | 'history' | 'entrypoint' | 'command' | 'healthcheck' | 'onBuild' | 'author'
>;

/** A text of a configuration, under a name that says which. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/**
 * Every text of a configuration that people write: `config:env/NAME`, `config:label/NAME`, `config:entrypoint`, `config:cmd`, `config:healthcheck`,
 * `config:onbuild/N`, `config:author`, and `history/N` for the build steps, N from 1, with the step's comment.
 */
export function configTexts(config: SpeakingConfig): readonly ConfigText[] {
  const whole = (path: string, text: string | undefined): readonly ConfigText[] =>
    text === undefined || text === '' ? [] : [{ path, text }];
  return [
    ...config.env.map((text) => ({ path: `config:env/${nameOf(text)}`, text })),
    ...Object.entries(config.labels).map(([name, value]) => ({
      path: `config:label/${name}`,
      text: `${name}=${value}`,
    })),
    ...whole('config:entrypoint', config.entrypoint.join(' ')),
    ...whole('config:cmd', config.command.join(' ')),
    ...whole('config:healthcheck', config.healthcheck?.join(' ')),
    ...(config.onBuild ?? []).map((text, index) => ({ path: `config:onbuild/${index + 1}`, text })),
    ...whole('config:author', config.author),
    ...config.history.flatMap(({ createdBy, comment }, index) => [
      { path: `history/${index + 1}`, text: createdBy },
      ...whole(`history/${index + 1}/comment`, comment),
    ]),
  ];
}

/** The name of a variable; what is none may be anything, a secret included. */
function nameOf(entry: string): string {
  return /^[\w.-]{1,200}(?==)/.exec(entry)?.[0] ?? '(no name)';
}

/**
 * Secrets in the configuration of an image. Line and column are those in `NAME=value` or in the text. Whoever can pull the image can read all of it
 * without starting it. `mask` makes names harmless that are secrets themselves.
 */
export function scanImageConfig(
  scanner: SecretScanner,
  config: SpeakingConfig,
  mask: (text: string) => string,
): SecretScan {
  const entries = configTexts(config);
  const hits: SecretHit[] = [];
  const problems: string[] = [];
  for (const { path, text } of entries.slice(0, maxEntries)) {
    const scan = scanner.scan(path, bytesOf(text));
    hits.push(...scan.hits.map((hit) => ({ ...hit, path: mask(path) })));
    problems.push(...scan.problems.map((problem) => `${mask(path)}: ${problem}`));
  }
  if (entries.length > maxEntries) problems.push(`only ${maxEntries} entries of the image configuration are read`);
  return { hits, problems };
}
