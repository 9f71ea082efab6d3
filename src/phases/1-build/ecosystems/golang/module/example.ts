import type { Example } from '../../example.ts';

const file = `module example.com/shop

go 1.22.1

require (
	github.com/BurntSushi/toml v1.0.0
	golang.org/x/net v0.5.0 // indirect
	example.com/local v1.0.0
)

replace golang.org/x/net v0.5.0 => example.com/fork/net v0.5.1

replace example.com/local => ../local
`;

export const example: Example = {
  path: 'shop/go.mod',
  bytes: new TextEncoder().encode(file),
  packages: [
    'example.com/fork/net@v0.5.1',
    'example.com/local@',
    'github.com/BurntSushi/toml@v1.0.0',
    'stdlib@v1.22.1',
  ],
};
