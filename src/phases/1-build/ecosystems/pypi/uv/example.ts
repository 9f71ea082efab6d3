import type { Example } from '../../example.ts';

const lock = `version = 1
requires-python = ">=3.11"

[[package]]
name = "click"
version = "8.1.3"
source = { registry = "https://pypi.org/simple" }
dependencies = [
    { name = "colorama", marker = "platform_system == 'Windows'" },
]

[[package]]
name = "colorama"
version = "0.4.6"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "pytest"
version = "8.3.4"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "shop"
version = "0.1.0"
source = { virtual = "." }
dependencies = [
    { name = "click" },
]

[package.dev-dependencies]
dev = [
    { name = "pytest" },
]
`;

export const example: Example = {
  path: 'shop/uv.lock',
  bytes: new TextEncoder().encode(lock),
  packages: ['click@8.1.3', 'colorama@0.4.6', 'pytest@8.3.4', 'shop@0.1.0'],
};
