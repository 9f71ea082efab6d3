import type { Example } from '../../example.ts';

const lock = `%{
  "jason": {:hex, :jason, "1.4.1", "aa", [:mix], [{:decimal, "~> 1.0 or ~> 2.0", [hex: :decimal, repo: "hexpm", optional: true]}], "hexpm", "bb"},
  "decimal": {:hex, :decimal, "2.1.1", "aa", [:mix], [], "hexpm", "bb"},
  "mine": {:git, "https://git.example/mine.git", "0123456789012345678901234567890123456789", []},
}
`;

export const example: Example = {
  path: 'shop/mix.lock',
  bytes: new TextEncoder().encode(lock),
  packages: ['decimal@2.1.1', 'jason@1.4.1', 'mine@'],
};
