import type { Example } from '../../example.ts';

const core = `<?php
/**
 * @global string $wp_version
 */
$wp_version = '6.4.2';
$wp_db_version = 56657;
`;

const plugin = `<?php
/**
 * Plugin Name: Lantern Light
 * Plugin URI:  https://example.org
 * Version:     2.10.3
 */
`;

const theme = `/*
Theme Name: Harbour
Version: 1.0
*/
body { color: blue }
`;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const example: Example = {
  path: 'var/www/html/wp-includes/version.php',
  bytes: bytes(core),
  beside: [
    { path: 'var/www/html/wp-content/plugins/lantern/main.php', bytes: bytes(plugin) },
    { path: 'var/www/html/wp-content/themes/harbour/style.css', bytes: bytes(theme) },
  ],
  packages: ['harbour@1.0', 'lantern@2.10.3', 'wordpress@6.4.2'],
};
