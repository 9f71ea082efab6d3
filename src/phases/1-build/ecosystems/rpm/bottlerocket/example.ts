import type { Example } from '../../example.ts';

const inventory = {
  Content: [
    {
      Name: 'acpid',
      Publisher: 'Bottlerocket',
      Version: '2.0.34',
      Release: '1.1709.br1',
      Epoch: '0',
      Architecture: 'x86_64',
    },
    {
      Name: 'systemd',
      Publisher: 'Bottlerocket',
      Version: '252.22',
      Release: '1.1709.br1',
      Epoch: '1',
      Architecture: 'x86_64',
    },
  ],
};

export const example: Example = {
  path: 'usr/share/bottlerocket/application-inventory.json',
  bytes: new TextEncoder().encode(JSON.stringify(inventory)),
  packages: ['acpid@2.0.34-1.1709.br1', 'systemd@1:252.22-1.1709.br1'],
};
