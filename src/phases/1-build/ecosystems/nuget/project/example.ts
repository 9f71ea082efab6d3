import type { Example } from '../../example.ts';

const project = `<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <PackageReference Include="Newtonsoft.Json" Version="13.0.3" />
    <PackageReference Include="StyleCop.Analyzers" Version="1.1.118" PrivateAssets="all" />
  </ItemGroup>
</Project>
`;

export const example: Example = {
  path: 'shop/shop.csproj',
  bytes: new TextEncoder().encode(project),
  packages: ['Newtonsoft.Json@13.0.3', 'StyleCop.Analyzers@1.1.118'],
};
