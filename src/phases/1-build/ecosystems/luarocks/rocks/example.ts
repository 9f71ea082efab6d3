import type { Example } from '../../example.ts';

const specification = `package = "lantern"
version = "1.8.0-1"
source = { url = "git+https://example.org/lantern" }
description = {
   summary = "Light",
   license = "MIT/X11",
}
dependencies = {
   "lua >= 5.1",
   "wick >= 1.0",
}
build = { type = "builtin", modules = { lantern = "src/lantern.lua" } }
`;

export const example: Example = {
  path: 'usr/local/lib/luarocks/rocks-5.4/lantern/1.8.0-1/lantern-1.8.0-1.rockspec',
  bytes: new TextEncoder().encode(specification),
  packages: ['lantern@1.8.0-1'],
};
