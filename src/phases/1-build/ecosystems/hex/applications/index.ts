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

/** Terms without remarks; a sign of per cent inside a text is no remark. */
const withoutRemarks = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|%[^\n]*/g, (part) => (part.startsWith('%') ? '' : part));

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
  const list = /\{\s*applications\s*,\s*\[([^\]]{0,40000})\]/.exec(text)?.[1] ?? '';
  const needs = list
    .split(',')
    .slice(0, maxNeeds)
    .map((one) => one.trim().replaceAll("'", ''));
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
