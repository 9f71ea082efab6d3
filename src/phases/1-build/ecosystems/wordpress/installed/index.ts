import { defined } from '../../../../../core/index.ts';
import { type Extraction, type Extractor, type FoundPackage, nothing } from '../../extractor.ts';

/** WordPress itself looks no further for a header (`get_file_data`). */
const headerBytes = 8 * 1024;

const slug = /^[a-z0-9][a-z0-9_.-]{0,127}$/i;

/** A line of the remark that a file begins with, whatever the remark is drawn with: ` * Version: 1.2`. */
function header(text: string, name: string): string | undefined {
  const [, value] =
    new RegExp(`(?:^|\\n)(?:[ \\t]{0,20}<\\?php)?[ \\t/*#@]{0,20}${name}:([^\\n\\r]{0,300})`, 'i').exec(text) ?? [];
  const said = value?.replace(/\*\/.*$|\?>.*$/, '').trim();
  return said === '' ? undefined : said;
}

const toPackage = (name: string, version: string, namespace?: string): FoundPackage => ({
  name,
  version,
  type: 'wordpress',
  versionOrder: 'composer',
  purl: { ...defined({ namespace }), name },
});

/** What the file is part of, by its place. */
function partOf(path: string): { readonly kind: 'core' | 'plugin' | 'theme'; readonly name: string } {
  if (path.endsWith('wp-includes/version.php')) return { kind: 'core', name: 'wordpress' };
  const [folder = '', name = '', file = ''] = path.split('/').slice(-3);
  if (folder === 'themes') return { kind: 'theme', name };
  // A plug-in of one file lies right in the folder.
  return { kind: 'plugin', name: name === 'plugins' ? file.replace(/\.php$/, '') : name };
}

function readFile(path: string, bytes: Uint8Array): Extraction {
  const text = new TextDecoder().decode(bytes.subarray(0, headerBytes));
  const { kind, name } = partOf(path);
  if (kind === 'core') {
    const version = /\$wp_version\s*=\s*['"]([^'"\s]{1,64})['"]/.exec(text)?.[1];
    return version === undefined ? nothing : { ...nothing, packages: [toPackage(name, version)] };
  }
  const title = header(text, kind === 'plugin' ? 'Plugin Name' : 'Theme Name');
  if (title === undefined || !slug.test(name)) return nothing;
  const version = header(text, 'Version');
  const isVersion = version !== undefined && /^\S{1,64}$/.test(version);
  const found = toPackage(name, isVersion ? version : '', `${kind}s`);
  return { ...nothing, packages: [found], ...(isVersion ? {} : { notes: [`the ${kind} ${name} tells no version`] }) };
}

/** WordPress, and what extends it, by the headers that WordPress reads itself. */
export const wordpressInstalled: Extractor = {
  id: 'wordpress',
  version: 1,
  title: 'WordPress, its plug-ins and themes',
  wanted: {
    anywhere: [
      'wp-includes/version.php',
      'wp-content/plugins/*.php',
      'wp-content/plugins/*/*.php',
      'wp-content/themes/*/style.css',
    ],
  },
  gives: [],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  extract: readFile,
};
