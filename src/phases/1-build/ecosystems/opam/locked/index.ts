import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';

/** `"NAME" {= "VERSION" & …}` (opam.ocaml.org, "The opam manual", package formulas). */
const entry = /"([A-Za-z0-9_+-]{1,128})"\s*(?:\{([^{}]{0,500})\})?/g;
const pinned = /(?:^|&\s*)=\s*"([^"\s]{1,128})"/;
const forDevelopment = /\b(?:with-test|with-doc|with-dev-setup|dev)\b/;

function extract(path: string, bytes: Uint8Array): Extraction {
  const text = new TextDecoder().decode(bytes).replace(/#.*$/gm, '');
  const depends = dependsIn(text);
  if (depends === undefined && !/^opam-version:/m.test(text))
    throw new SeaworthyError('E_FORMAT', 'no locked file of opam', { where: path });
  const problems = new Problems();
  problems.form(/^opam-version:\s*"([^"\n]{0,64})"/m.exec(text)?.[1], 2);
  if (depends === undefined && /^depends:/m.test(text)) problems.add('depends has no end: the file was cut short');
  const packages = [...(depends ?? '').matchAll(entry)].map(([, name = '', formula = '']): FoundPackage => {
    const [, version = ''] = pinned.exec(formula.trim()) ?? [];
    if (version === '') problems.add(`${name} is locked in no version`);
    const found = { name, version, type: 'opam', versionOrder: 'dpkg', purl: { name } };
    return forDevelopment.test(formula) ? { ...found, development: true } : found;
  });
  return { packages, files: [], problems: problems.list() };
}

/** What stands between the brackets behind `depends:`. */
function dependsIn(text: string): string | undefined {
  const start = text.search(/^depends:/m);
  if (start < 0) return undefined;
  const open = text.indexOf('[', start);
  const end = text.indexOf(']', open);
  return open < 0 || end < 0 ? undefined : text.slice(open + 1, end);
}

/** What `opam lock` has written down. Who asks and what needs what it does not say. */
export const opamLocked: Extractor = {
  id: 'opam-locked',
  version: 1,
  title: 'Lock files of opam (….opam.locked)',
  evidence: 'declared',
  wanted: { anywhere: ['*.opam.locked'] },
  gives: [],
  maxBytes: 4 * 1024 * 1024,
  isDatabase: false,
  extract,
};
