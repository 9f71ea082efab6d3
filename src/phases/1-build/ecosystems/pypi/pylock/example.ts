import type { Example } from '../../example.ts';

const lock = `lock-version = "1.0"
created-by = "pip"

[[packages]]
name = "click"
version = "8.1.3"
dependencies = [{ name = "colorama", version = "0.4.6" }]

[[packages]]
name = "colorama"
version = "0.4.6"

[[packages]]
name = "mine"

[packages.vcs]
type = "git"
url = "https://git.example/mine.git"
commit-id = "0123456789012345678901234567890123456789"
`;

export const example: Example = {
  path: 'shop/pylock.toml',
  bytes: new TextEncoder().encode(lock),
  packages: ['click@8.1.3', 'colorama@0.4.6', 'mine@'],
};
