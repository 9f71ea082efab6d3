import type { DockerfileCheck } from '../dockerfile/check.ts';
import { apkUntrusted } from '../dockerfile/checks/apk-untrusted.ts';
import { aptForceYes } from '../dockerfile/checks/apt-force-yes.ts';
import { aptUnauthenticated } from '../dockerfile/checks/apt-unauthenticated.ts';
import { chpasswd } from '../dockerfile/checks/chpasswd.ts';
import { curlInsecure } from '../dockerfile/checks/curl-insecure.ts';
import { distUpgrade } from '../dockerfile/checks/dist-upgrade.ts';
import { gitTlsOff } from '../dockerfile/checks/git-tls-off.ts';
import { nodeTlsOff } from '../dockerfile/checks/node-tls-off.ts';
import { npmTlsOff } from '../dockerfile/checks/npm-tls-off.ts';
import { packageCacheLeft } from '../dockerfile/checks/package-cache-left.ts';
import { pipTrustedHost } from '../dockerfile/checks/pip-trusted-host.ts';
import { pipeToShell } from '../dockerfile/checks/pipe-to-shell.ts';
import { pythonTlsOff } from '../dockerfile/checks/python-tls-off.ts';
import { rpmNoSignature } from '../dockerfile/checks/rpm-no-signature.ts';
import { sudo } from '../dockerfile/checks/sudo.ts';
import { updateAlone } from '../dockerfile/checks/update-alone.ts';
import { wgetInsecure } from '../dockerfile/checks/wget-insecure.ts';
import { yumNoGpgCheck } from '../dockerfile/checks/yum-no-gpg-check.ts';
import { yumTlsOff } from '../dockerfile/checks/yum-tls-off.ts';

/** Checks of Dockerfiles that hold of what an image's history says was run as well: what they tell went into the image, whatever file it was built from. */
export const historyChecks: readonly DockerfileCheck[] = [
  sudo,
  packageCacheLeft,
  updateAlone,
  distUpgrade,
  pipeToShell,
  chpasswd,
  apkUntrusted,
  aptForceYes,
  aptUnauthenticated,
  curlInsecure,
  gitTlsOff,
  nodeTlsOff,
  npmTlsOff,
  pipTrustedHost,
  pythonTlsOff,
  rpmNoSignature,
  wgetInsecure,
  yumNoGpgCheck,
  yumTlsOff,
];
