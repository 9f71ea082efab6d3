import { asWritten, type Ecosystem } from '../ecosystem.ts';
import { lockFiles, software } from '../traces.ts';
import { rustAudit } from './audit/index.ts';
import { cargoLock } from './lock/index.ts';
import { cargoManifest } from './manifest/index.ts';

export const cargo: Ecosystem = {
  type: 'cargo',
  title: 'Rust crates',
  kind: 'registry',
  namespace: 'none',
  versionOrder: 'semver',
  extractors: [rustAudit],
  declared: [cargoLock, cargoManifest],
  traces: [
    software('Rust crates (source)', '.cargo/registry/src/', 'cargo/registry/src/', 'registry/cache/*/*.crate'),
    lockFiles('lock files of Cargo', 'cargo', 'image', 'Cargo.lock'),
  ],
  osv: { name: 'crates.io', separator: '/', normalise: asWritten },
  upgrade: (name, version) => `Run \`cargo update -p ${name}\` to get ${version} or later and rebuild.`,
};
