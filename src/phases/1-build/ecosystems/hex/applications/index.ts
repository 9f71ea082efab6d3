import { SeaworthyError } from '../../../../../core/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';

/** Of OTP and of Elixir themselves (erlang.org, "Applications"; hexdocs.pm/elixir): no packages of Hex, and published about under other names. */
const ownApplications: ReadonlySet<string> = new Set([
  ...[
    'asn1',
    'common_test',
    'compiler',
    'crypto',
    'debugger',
    'dialyzer',
    'diameter',
    'edoc',
    'eldap',
    'erl_interface',
  ],
  ...['erts', 'et', 'eunit', 'ftp', 'inets', 'jinterface', 'kernel', 'megaco', 'mnesia', 'observer', 'odbc', 'os_mon'],
  ...['parsetools', 'public_key', 'reltool', 'runtime_tools', 'sasl', 'snmp', 'ssh', 'ssl', 'stdlib', 'syntax_tools'],
  ...['tftp', 'tools', 'wx', 'xmerl', 'elixir', 'eex', 'ex_unit', 'iex', 'logger', 'mix'],
]);

const validName = /^[a-z][a-z0-9_]{0,127}$/;
const maxNeeds = 1_000;

/** Where a text in quotes that begins at `at` ends; the end of all where none does. */
function textEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

/** Terms without remarks; a sign of per cent inside a text is no remark. */
function withoutRemarks(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    if (text[at] === '"') at = textEnd(text, at);
    else if (text[at] !== '%') at++;
    else {
      parts.push(text.slice(from, at));
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      from = at;
    }
  }
  return [...parts, text.slice(from)].join('');
}

/** What stands in the list that follows a key; nothing where none does. */
function listOf(text: string, key: RegExp): readonly string[] {
  const found = key.exec(text);
  if (found === null) return [];
  const start = found.index + found[0].length;
  const end = text.indexOf(']', start);
  return end < 0 ? [] : text.slice(start, end).split(',', maxNeeds);
}

function readApplication(path: string, bytes: Uint8Array): Extraction {
  const text = withoutRemarks(new TextDecoder().decode(bytes));
  const name = /\{\s*application\s*,\s*'?([a-z][a-z0-9_@]{0,127})'?\s*,\s*\[/.exec(text)?.[1];
  const version = /\{\s*vsn\s*,\s*"([^"\s]{1,128})"\s*\}/.exec(text)?.[1];
  if (name === undefined || !validName.test(name) || version === undefined) {
    throw new SeaworthyError('E_FORMAT', 'not the resource file of an application', {
      where: path,
      why: 'no name or no version',
    });
  }
  const needs = listOf(text, /\{\s*applications\s*,\s*\[/).map((one) => one.trim().replaceAll("'", ''));
  const found = {
    name,
    version,
    type: ownApplications.has(name) ? 'otp' : 'hex',
    versionOrder: 'semver',
    purl: { name },
    requires: [...new Set(needs)].filter((one) => validName.test(one)).map((one) => [one]),
  };
  return { ...nothing, packages: [found] };
}

/** The folder above the applications: `lib/NAME-VERSION/ebin/NAME.app` of a release, `lib/NAME/ebin/NAME.app` of a build. */
const libraryOf = (path: string): string => path.split('/').slice(0, -3).join('/');

/** Erlang and Elixir applications as releases and builds lay them out, each by its resource file (erlang.org, "app"). */
export const erlangApplications: Extractor = {
  id: 'erlang-app',
  version: 1,
  title: 'Erlang and Elixir applications, by their resource files',
  wanted: { anywhere: ['ebin/*.app'] },
  gives: ['dependencies'],
  maxBytes: 4 * 1024 * 1024,
  isDatabase: false,
  requirements: { scope: libraryOf },
  extract: readApplication,
};
