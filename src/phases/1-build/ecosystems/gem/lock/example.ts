import type { Example } from '../../example.ts';

const lock = `GIT
  remote: https://git.example/mine.git
  revision: 0123456789012345678901234567890123456789
  specs:
    mine (1.0.0)
      rack (>= 2)

GEM
  remote: https://rubygems.org/
  specs:
    nokogiri (1.16.0-x86_64-linux)
      racc (~> 1.4)
    racc (1.7.3)
    rack (3.0.9)

PLATFORMS
  x86_64-linux

DEPENDENCIES
  mine!
  nokogiri (~> 1.16)

BUNDLED WITH
   2.5.6
`;

export const example: Example = {
  path: 'shop/Gemfile.lock',
  bytes: new TextEncoder().encode(lock),
  packages: ['mine@1.0.0', 'nokogiri@1.16.0', 'racc@1.7.3', 'rack@3.0.9'],
};
