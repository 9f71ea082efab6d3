import type { Example } from '../../example.ts';

const workflow = `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4.2.2
      - uses: github/codeql-action/init@v3.28.0
      - uses: ./.github/actions/mine
      - run: npm test
`;

export const example: Example = {
  path: '.github/workflows/test.yml',
  bytes: new TextEncoder().encode(workflow),
  packages: ['actions/checkout@v4.2.2', 'github/codeql-action@v3.28.0'],
};
