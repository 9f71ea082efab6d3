import { SeaworthyError } from '../../../../../core/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';
import { Problems } from '../../problems.ts';

const validName = /^[A-Za-z0-9_+-]{1,127}$/;
const most = 20_000;

/** The texts of a list in opam's own format (opam manual, "File format"). */
function listOf(text: string, field: string): readonly string[] | undefined {
  const start = new RegExp(`(?:^|\\n)${field}:\\s*\\[`).exec(text);
  if (start === null) return undefined;
  const end = text.indexOf(']', start.index + start[0].length);
  const list = text.slice(start.index + start[0].length, end < 0 ? text.length : end);
  return [...list.matchAll(/"([^"\n]{1,300})"/g)].slice(0, most).map(([, one = '']) => one);
}

function readState(path: string, bytes: Uint8Array): Extraction {
  const installed = listOf(new TextDecoder().decode(bytes), 'installed');
  if (installed === undefined) {
    throw new SeaworthyError('E_FORMAT', 'not the state of a switch of opam', {
      where: path,
      why: 'no list of what is installed',
    });
  }
  const problems = new Problems();
  const packages = installed.flatMap((one) => {
    const dot = one.indexOf('.');
    const [name, version] = [one.slice(0, Math.max(0, dot)), one.slice(dot + 1)];
    if (!validName.test(name) || version === '') {
      problems.add(`"${one.slice(0, 80)}" names no package and version`);
      return [];
    }
    // A part of the compiler that has a name of its own.
    if (version === 'base') return [];
    return [{ name, version, type: 'opam', versionOrder: 'dpkg', purl: { name } }];
  });
  return { ...nothing, packages, problems: problems.list() };
}

/** OCaml packages of opam, a list for each switch. */
export const opamSwitch: Extractor = {
  id: 'opam',
  version: 1,
  title: 'OCaml packages in switches of opam',
  wanted: { anywhere: ['.opam-switch/switch-state'] },
  gives: [],
  maxBytes: 4 * 1024 * 1024,
  isDatabase: true,
  extract: readState,
};
