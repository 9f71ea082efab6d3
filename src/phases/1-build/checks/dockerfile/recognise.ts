import { posix } from 'node:path';
import { type Dockerfile, dockerfileKeywords, type Instruction } from '../../../../foundations/formats/index.ts';

/**
 * What a file's name says of it.
 * `yes`: it calls itself a Dockerfile (`Dockerfile`, `Containerfile`, `Dockerfile.dev`, `Dockerfile-dev`, `api.dockerfile`, a template of one).
 * `perhaps`: the word is in it, but so is the ending of something else, or something more (`dockerfile.go`, `Dockerfile.md`, `MyDockerfile2`):
 * a Dockerfile for Go, or Go about Dockerfiles. What stands in it decides.
 */
export type NameSays = 'yes' | 'perhaps' | 'no';

const dockerfileName =
  /^(?:(?:docker|container)file(?:[._-].+)?|.+[._-](?:docker|container)file(?:\.[a-z0-9]{1,9})?)$/i;
const dockerfileWord = /(?:docker|container)file/i;

/** Endings that promise another format; a Dockerfile may still have one (`Dockerfile.go` builds a Go program). */
const foreignEnding = new RegExp(
  `\\.(?:${[
    'dockerignore|containerignore|md|mdx|markdown|rst|adoc|txt|html?|css|scss|svg|png|jpe?g|gif|pdf|csv|log|diff|patch|lock|sum|sig|asc|pem|swp',
    'json|jsonc|json5|jsonl|ya?ml|toml|xml|ini|cfg|conf|env|properties|proto|sql|tf|hcl|nix|bicep',
    'go|rs|py|pyi|ipynb|rb|php|pl|pm|lua|java|kts?|scala|groovy|gradle|c|cc|cpp|cxx|h|hpp|cs|fs|vb|swift|m|mm|dart|r|jl|ex|exs|erl|hs|clj|elm|zig|vim|el',
    'js|cjs|mjs|jsx|ts|cts|mts|tsx|vue|svelte|snap|map|sh|bash|zsh|fish|ps1|bat|cmd|awk|mk|bzl',
    'zip|gz|tgz|tar|xz|zst|bz2|exe|dll|so|class|jar|pyc|o',
  ].join('|')})$`,
  'i',
);

/** By its last part alone. */
export function dockerfileByName(path: string): NameSays {
  const name = posix.basename(path);
  if (!dockerfileWord.test(name)) return 'no';
  return dockerfileName.test(name) && !foreignEnding.test(name) ? 'yes' : 'perhaps';
}

/**
 * Why a file that was read as a Dockerfile is none; undefined when it is one. A file that calls itself a Dockerfile is believed as soon as it begins
 * as one or as half of it are instructions: a slip of the pen is a parse error, not another format. Any other must begin with `FROM` (after `ARG`s,
 * Dockerfile reference, "FROM") or, when it is a fragment, be made of instructions alone, in capitals.
 */
export function whyNoDockerfile(file: Dockerfile, says: NameSays): string | undefined {
  const { instructions, directives } = file;
  const known = instructions.filter(isPlausible).length;
  const half = known * 2 >= instructions.length;
  const begins = beginsAsDockerfile(instructions);
  if (instructions.length === 0) return 'it holds no instruction';
  if (says === 'yes' ? begins || half : begins && half) return undefined;
  // Prose has instructions too: "Run this. Add that."
  if (says === 'no' && instructions.every((one) => isPlausible(one) && one.written === one.keyword)) return undefined;
  const stranger = instructions.find((instruction) => !isPlausible(instruction));
  const where = stranger === undefined ? 'it has no FROM' : `line ${stranger.start.line} is no instruction`;
  const other = directives.syntax === undefined || isOwnFrontend(directives.syntax);
  return other ? where : `${where}; its syntax directive names another front end, which may read it`;
}

/** Whether this is the front end whose language we read: `docker/dockerfile`, its upstream and mirrors of them. */
export function isOwnFrontend(syntax: string): boolean {
  const [name = ''] = syntax.split(/[\s@]/);
  return /(?:^|\/)docker\/dockerfile(?:-upstream)?(?::[\w.-]+)?$/.test(name);
}

/** A known keyword with something behind it. */
function isPlausible({ keyword, text }: Instruction): boolean {
  return dockerfileKeywords.has(keyword) && text !== '';
}

const imageWord = /^["']?[\w.\-/:@${}+%#?!*^,"']+$/;

function beginsAsDockerfile(instructions: readonly Instruction[]): boolean {
  const first = instructions.find(({ keyword }) => keyword !== 'ARG');
  if (first?.keyword !== 'FROM') return false;
  const [image, as, name] = first.words.map(({ raw }) => raw);
  if (image === undefined || !imageWord.test(image)) return false;
  return as === undefined || (as.toLowerCase() === 'as' && name !== undefined && first.words.length === 3);
}

const templateEnding = /\.(?:in|j2|jinja2?|tmpl|tpl|gotmpl|template|erb|ejs|mustache|hbs|tt|mako)$/i;
const templateMark = /\{\{|\{%|<%|@[A-Z][A-Z0-9_]*@|%%[A-Z][A-Z0-9_]*%%/;

/** The first line that a template leaves to be filled in: what will stand there is not known here. Undefined in what is no template. */
export function firstGap(path: string, file: Dockerfile): number | undefined {
  if (!templateEnding.test(path)) return undefined;
  const gap = file.instructions.find(
    ({ text, written, heredocs }) =>
      templateMark.test(written) ||
      templateMark.test(text) ||
      heredocs.some(({ content }) => templateMark.test(content)),
  );
  return gap?.start.line;
}
