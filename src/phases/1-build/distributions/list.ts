import { almalinux } from './almalinux/index.ts';
import { alpine } from './alpine/index.ts';
import { amzn } from './amzn/index.ts';
import { arch } from './arch/index.ts';
import { azurelinux } from './azurelinux/index.ts';
import { bottlerocket } from './bottlerocket/index.ts';
import { centos } from './centos/index.ts';
import { chainguard } from './chainguard/index.ts';
import { cloudlinux } from './cloudlinux/index.ts';
import { cos } from './cos/index.ts';
import { debian } from './debian/index.ts';
import { devuan } from './devuan/index.ts';
import { fedora } from './fedora/index.ts';
import { gentoo } from './gentoo/index.ts';
import { kali } from './kali/index.ts';
import type { KnownDistribution } from './known-distribution.ts';
import { linuxmint } from './linuxmint/index.ts';
import { mageia } from './mageia/index.ts';
import { mariner } from './mariner/index.ts';
import { minimos } from './minimos/index.ts';
import { nixos } from './nixos/index.ts';
import { ol } from './ol/index.ts';
import { openeuler } from './openeuler/index.ts';
import { opensuseLeap } from './opensuse-leap/index.ts';
import { opensuseTumbleweed } from './opensuse-tumbleweed/index.ts';
import { openwrt } from './openwrt/index.ts';
import { photon } from './photon/index.ts';
import { pop } from './pop/index.ts';
import { postmarketos } from './postmarketos/index.ts';
import { raspbian } from './raspbian/index.ts';
import { rhel } from './rhel/index.ts';
import { rocky } from './rocky/index.ts';
import { scientific } from './scientific/index.ts';
import { sleMicro } from './sle-micro/index.ts';
import { sles } from './sles/index.ts';
import { ubuntu } from './ubuntu/index.ts';
import { wolfi } from './wolfi/index.ts';

/** Every distribution that something is known of. A new one is one folder beside these, of the name of its `ID` in os-release, and one line here. */
export const knownDistributions: readonly KnownDistribution[] = [
  alpine,
  wolfi,
  chainguard,
  minimos,
  postmarketos,
  debian,
  ubuntu,
  raspbian,
  devuan,
  kali,
  linuxmint,
  pop,
  rhel,
  ol,
  centos,
  rocky,
  almalinux,
  fedora,
  amzn,
  scientific,
  cloudlinux,
  opensuseLeap,
  opensuseTumbleweed,
  sles,
  sleMicro,
  mageia,
  openeuler,
  photon,
  mariner,
  azurelinux,
  bottlerocket,
  cos,
  arch,
  gentoo,
  nixos,
  openwrt,
];

const byId: ReadonlyMap<string, KnownDistribution> = new Map(knownDistributions.map((one) => [one.id, one]));

/** What is known of a distribution, by its id. */
export function knownDistribution(id: string): KnownDistribution | undefined {
  return byId.get(id);
}
