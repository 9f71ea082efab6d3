import { apk } from './apk/installed/index.ts';
import { rustAudit } from './cargo/audit/index.ts';
import { dpkg } from './deb/dpkg/index.ts';
import { dpkgStatusD } from './deb/status-d/index.ts';
import type { Extractor } from './extractor.ts';
import { goBinary } from './golang/binary/index.ts';
import { npm } from './npm/node-modules/index.ts';
import { python } from './pypi/installed/index.ts';

export * from './extractor.ts';

/** Every extractor there is. A new one is one folder beside these and one line here. */
export const extractors: readonly Extractor[] = [apk, dpkg, dpkgStatusD, npm, python, goBinary, rustAudit];
