import type { KnownDistribution } from '../known-distribution.ts';

export const nixos: KnownDistribution = {
  id: 'nixos',
  title: 'NixOS',
  packageType: 'nix',
};
