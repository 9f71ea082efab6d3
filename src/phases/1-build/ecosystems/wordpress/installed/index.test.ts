import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordpressInstalled } from './index.ts';

const cases: readonly (readonly [path: string, text: string, found: string[]])[] = [
  ['wp-includes/version.php', '<?php\n$wp_version = "6.5-RC1";', ['/wordpress@6.5-RC1']],
  ['wp-includes/version.php', '<?php', []],
  ['wp-content/plugins/a/a.php', '<?php /* Plugin Name: A\nVersion: 1.2 */', ['plugins/a@1.2']],
  ['wp-content/plugins/a/part.php', '<?php // a part\n', []],
  ['wp-content/plugins/hello.php', '<?php\n/*\nPlugin Name: Hello\nVersion: 1.7.2\n*/', ['plugins/hello@1.7.2']],
  ['wp-content/plugins/a/a.php', '<?php /* Plugin Name: A */', ['plugins/a@']],
  ['wp-content/plugins/a/a.php', `<?php ${' '.repeat(9_000)}\n/* Plugin Name: A\nVersion: 1 */`, []],
  ['wp-content/themes/t/style.css', '/*\n * Theme Name: T\r\n * Version: 3\r\n */', ['themes/t@3']],
  ['wp-content/themes/t/style.css', 'body {}', []],
];
for (const [path, text, found] of cases) {
  test(`${path}: ${found.join() || 'nothing'}`, () => {
    assert.deepEqual(
      wordpressInstalled
        .extract(`srv/${path}`, new TextEncoder().encode(text))
        .packages.map(({ name, version, purl }) => `${purl.namespace ?? ''}/${name}@${version}`),
      found,
    );
  });
}
