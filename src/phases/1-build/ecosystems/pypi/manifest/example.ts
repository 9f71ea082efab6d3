import type { Example } from '../../example.ts';

const project = `[project]
name = "shop"
version = "0.1.0"
dependencies = ["flask>=3", "click[extra] (>=8,<9); python_version > '3'"]

[dependency-groups]
dev = ["pytest"]
`;

export const example: Example = {
  path: 'shop/pyproject.toml',
  bytes: new TextEncoder().encode(project),
  packages: ['click@', 'flask@', 'pytest@'],
};
