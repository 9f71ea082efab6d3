import type { Example } from '../../example.ts';

const text = (value: string): string => `s:${value.length}:"${value}";`;
const list = (...parts: readonly string[]): string => `a:${parts.length / 2}:{${parts.join('')}}`;

/** As `pecl install` writes it, shortened. */
const record = list(
  text('name'),
  text('lantern'),
  text('channel'),
  text('pecl.php.net'),
  text('version'),
  list(text('release'), text('3.2.0RC1'), text('api'), text('3.2.0')),
  text('license'),
  list(text('attribs'), list(text('uri'), text('http://www.php.net/license')), text('_content'), text('PHP-3.01')),
  text('filelist'),
  list(text('lantern.so'), list(text('role'), text('ext'), text('installed_as'), text('/usr/lib/php/ext/lantern.so'))),
  text('_lastmodified'),
  'i:1690000000;',
);

export const example: Example = {
  path: 'usr/local/lib/php/.registry/.channel.pecl.php.net/lantern.reg',
  bytes: new TextEncoder().encode(record),
  packages: ['lantern@3.2.0RC1'],
};
