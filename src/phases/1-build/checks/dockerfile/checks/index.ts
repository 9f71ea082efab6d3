import type { DockerfileCheck } from '../check.ts';
import { addFromWeb } from './add-from-web.ts';
import { addInsteadOfCopy } from './add-instead-of-copy.ts';
import { apkUntrusted } from './apk-untrusted.ts';
import { aptForceYes } from './apt-force-yes.ts';
import { aptInScript } from './apt-in-script.ts';
import { aptRecommends } from './apt-recommends.ts';
import { aptUnauthenticated } from './apt-unauthenticated.ts';
import { aptWithoutYes } from './apt-without-yes.ts';
import { chpasswd } from './chpasswd.ts';
import { constantPlatform } from './constant-platform.ts';
import { curlInsecure } from './curl-insecure.ts';
import { distUpgrade } from './dist-upgrade.ts';
import { duplicateStageName } from './duplicate-stage-name.ts';
import { emptyContinuation } from './empty-continuation.ts';
import { exposeFormat } from './expose-format.ts';
import { exposeProtocolCase } from './expose-protocol-case.ts';
import { fromAsCase } from './from-as-case.ts';
import { gitTlsOff } from './git-tls-off.ts';
import { instructionCase } from './instruction-case.ts';
import { latestTag } from './latest-tag.ts';
import { legacyKeyValue } from './legacy-key-value.ts';
import { maintainer } from './maintainer.ts';
import { noHealthcheck } from './no-healthcheck.ts';
import { nodeTlsOff } from './node-tls-off.ts';
import { npmTlsOff } from './npm-tls-off.ts';
import { onlyLastCounts } from './only-last-counts.ts';
import { packageCacheLeft } from './package-cache-left.ts';
import { pipCacheLeft } from './pip-cache-left.ts';
import { pipTrustedHost } from './pip-trusted-host.ts';
import { pipeToShell } from './pipe-to-shell.ts';
import { pythonTlsOff } from './python-tls-off.ts';
import { redundantPlatform } from './redundant-platform.ts';
import { relativeWorkdir } from './relative-workdir.ts';
import { reservedStageName } from './reserved-stage-name.ts';
import { rootUser } from './root-user.ts';
import { rpmNoSignature } from './rpm-no-signature.ts';
import { secretInEnv } from './secret-in-env.ts';
import { shellForm } from './shell-form.ts';
import { sshPort } from './ssh-port.ts';
import { stageNameCase } from './stage-name-case.ts';
import { sudo } from './sudo.ts';
import { undefinedArgumentInFrom } from './undefined-argument-in-from.ts';
import { undefinedVariable } from './undefined-variable.ts';
import { unpinnedBase } from './unpinned-base.ts';
import { updateAlone } from './update-alone.ts';
import { wgetInsecure } from './wget-insecure.ts';
import { yumNoGpgCheck } from './yum-no-gpg-check.ts';
import { yumTlsOff } from './yum-tls-off.ts';

/** Every check there is, in the order of the handbook. A new one is one file beside these and one line here. */
export const dockerfileChecks: readonly DockerfileCheck[] = [
  rootUser,
  latestTag,
  unpinnedBase,
  addFromWeb,
  addInsteadOfCopy,
  secretInEnv,
  sudo,
  packageCacheLeft,
  pipCacheLeft,
  updateAlone,
  aptWithoutYes,
  noHealthcheck,
  relativeWorkdir,
  pipeToShell,
  chpasswd,
  apkUntrusted,
  aptForceYes,
  aptInScript,
  aptRecommends,
  aptUnauthenticated,
  constantPlatform,
  curlInsecure,
  distUpgrade,
  duplicateStageName,
  emptyContinuation,
  exposeFormat,
  exposeProtocolCase,
  fromAsCase,
  gitTlsOff,
  instructionCase,
  legacyKeyValue,
  maintainer,
  nodeTlsOff,
  npmTlsOff,
  onlyLastCounts,
  pipTrustedHost,
  pythonTlsOff,
  redundantPlatform,
  reservedStageName,
  rpmNoSignature,
  shellForm,
  sshPort,
  stageNameCase,
  undefinedArgumentInFrom,
  undefinedVariable,
  wgetInsecure,
  yumNoGpgCheck,
  yumTlsOff,
];
