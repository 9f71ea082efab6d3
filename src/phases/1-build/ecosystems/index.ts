import { apk } from './apk/index.ts';
import { dpkg } from './dpkg/index.ts';
import { dpkgStatusD } from './dpkg-status-d/index.ts';
import type { Extractor } from './extractor.ts';
import { goBinary } from './go-binary/index.ts';
import { npm } from './npm/index.ts';
import { python } from './python/index.ts';
import { rustAudit } from './rust-audit/index.ts';

export * from './extractor.ts';

/** Every extractor there is. A new one is one folder beside these and one line here. */
export const extractors: readonly Extractor[] = [apk, dpkg, dpkgStatusD, npm, python, goBinary, rustAudit];
