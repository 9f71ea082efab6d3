import type { ImportFormat } from './imported.ts';
import { sarifImport } from './sarif/index.ts';
import { zapImport } from './zap/index.ts';

/** Every form of report that is read. A new one is a folder beside these and a line here. */
export const importFormats: readonly ImportFormat[] = [sarifImport, zapImport];
