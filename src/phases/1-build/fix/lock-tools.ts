import { plainCommand } from '../../../core/index.ts';
import type { Wish } from './writer.ts';

/**
 * How the tool that wrote a lock file brings one package of it to a version, as each tells it in its manual. Where a manifest does not let the version in, the tool
 * says so: what then is to be raised stands there.
 */
const tools: ReadonlyMap<string, (wish: Wish) => string | undefined> = new Map([
  ['package-lock.json', ({ name }: Wish) => plainCommand`npm update ${name} --package-lock-only`],
  ['npm-shrinkwrap.json', ({ name }: Wish) => plainCommand`npm update ${name} --package-lock-only`],
  ['yarn.lock', ({ name }: Wish) => plainCommand`yarn up --recursive ${name}`],
  ['pnpm-lock.yaml', ({ name }: Wish) => plainCommand`pnpm update --depth Infinity --lockfile-only ${name}`],
  ['bun.lock', ({ name }: Wish) => plainCommand`bun update --lockfile-only ${name}`],
  ['poetry.lock', ({ name }: Wish) => plainCommand`poetry update --lock ${name}`],
  ['uv.lock', ({ name, to }: Wish) => together(plainCommand`uv lock --upgrade-package ${name}`, to)],
  ['pdm.lock', ({ name }: Wish) => plainCommand`pdm update --no-sync ${name}`],
  ['Pipfile.lock', ({ name, to }: Wish) => together(plainCommand`pipenv upgrade ${name}`, to)],
  ['Gemfile.lock', ({ name }: Wish) => plainCommand`bundle lock --conservative --update ${name}`],
  ['gems.locked', ({ name }: Wish) => plainCommand`bundle lock --conservative --update ${name}`],
  ['composer.lock', ({ name }: Wish) => plainCommand`composer update --no-install --with-dependencies ${name}`],
  ['Cargo.lock', ({ name, installed, to }: Wish) => plainCommand`cargo update -p ${name}@${installed} --precise ${to}`],
  ['mix.lock', ({ name }: Wish) => plainCommand`mix deps.update ${name}`],
  ['pubspec.lock', ({ name }: Wish) => plainCommand`dart pub upgrade ${name}`],
  ['Podfile.lock', ({ name }: Wish) => plainCommand`pod update ${name}`],
]);

/** `NAME==VERSION` as one word, of words that are plain each. */
function together(command: string | undefined, version: string): string | undefined {
  const word = plainCommand`${version}`;
  return command === undefined || word === undefined ? undefined : `${command}==${word}`;
}

/** The command for the first of these files that a known tool wrote. */
export function lockToolCommand(paths: readonly string[], wish: Wish): string | undefined {
  for (const path of paths) {
    const command = tools.get(path.slice(path.lastIndexOf('/') + 1))?.(wish);
    if (command !== undefined) return command;
  }
  return undefined;
}
