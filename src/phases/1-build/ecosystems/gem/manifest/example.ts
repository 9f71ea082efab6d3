import type { Example } from '../../example.ts';

/** What it asks for only running it would tell. */
export const example: Example = {
  path: 'shop/Gemfile',
  bytes: new TextEncoder().encode('source "https://rubygems.org"\n\ngem "rails", "~> 7.1"\n'),
  packages: [],
};
