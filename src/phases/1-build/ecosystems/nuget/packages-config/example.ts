import type { Example } from '../../example.ts';

const list = `<?xml version="1.0" encoding="utf-8"?>
<packages>
  <package id="Newtonsoft.Json" version="13.0.3" targetFramework="net48" />
  <package id="Microsoft.Net.Compilers" version="4.2.0" targetFramework="net48" developmentDependency="true" />
</packages>
`;

export const example: Example = {
  path: 'shop/packages.config',
  bytes: new TextEncoder().encode(list),
  packages: ['Microsoft.Net.Compilers@4.2.0', 'Newtonsoft.Json@13.0.3'],
};
