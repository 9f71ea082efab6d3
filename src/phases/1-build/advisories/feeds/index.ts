import type { Feed } from '../feed.ts';
import { almalinuxOsv } from './almalinux-osv/index.ts';
import { alpineSecdb } from './alpine-secdb/index.ts';
import { amazonUpdateinfo } from './amazon-updateinfo/index.ts';
import { archTracker } from './arch-tracker/index.ts';
import { azureLinux } from './azure-linux/index.ts';
import { chainguardSecdb } from './chainguard-secdb/index.ts';
import { debianAdvisories } from './debian-advisories/index.ts';
import { debianTracker } from './debian-tracker/index.ts';
import { debianTrackerGit } from './debian-tracker-git/index.ts';
import { endoflife } from './endoflife/index.ts';
import { epss } from './epss/index.ts';
import { fedoraUpdateinfo } from './fedora-updateinfo/index.ts';
import { kev } from './kev/index.ts';
import { minimosSecdb } from './minimos-secdb/index.ts';
import { nodejs } from './nodejs/index.ts';
import { nvd } from './nvd/index.ts';
import { nvdProducts } from './nvd-products/index.ts';
import { oracleOval } from './oracle-oval/index.ts';
import { osv } from './osv/index.ts';
import { photonCve } from './photon-cve/index.ts';
import { rhelVex } from './rhel-vex/index.ts';
import { rockyUpdateinfo } from './rocky-updateinfo/index.ts';
import { suseOval } from './suse-oval/index.ts';
import { ubuntuOsv } from './ubuntu-osv/index.ts';
import { ubuntuOval } from './ubuntu-oval/index.ts';
import { vulnrichment } from './vulnrichment/index.ts';
import { wolfiSecdb } from './wolfi-secdb/index.ts';

/**
 * Every feed there is. Where two speak of the same flaw of the same package, the earlier one's word counts: a distribution before an ecosystem, the
 * feed that knows all states before the one that knows fixes only. To add one: a folder beside these with the same file names, and one line here.
 */
export const feeds: readonly Feed[] = [
  alpineSecdb,
  wolfiSecdb,
  chainguardSecdb,
  minimosSecdb,
  archTracker,
  photonCve,
  debianTracker,
  debianTrackerGit,
  debianAdvisories,
  ubuntuOval,
  ubuntuOsv,
  rhelVex,
  almalinuxOsv,
  rockyUpdateinfo,
  fedoraUpdateinfo,
  amazonUpdateinfo,
  azureLinux,
  oracleOval,
  suseOval,
  osv,
  nodejs,
  nvdProducts,
  nvd,
  vulnrichment,
  kev,
  epss,
  endoflife,
];
