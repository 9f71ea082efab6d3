import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { defaultLimits, fixedClock } from '../../core/index.ts';
import { feeds } from '../../phases/build/index.ts';
import type { Settings } from '../settings.ts';
import type { KeyInput, TextFile } from './key-input.ts';

/** Settings with everything in one folder, without feeds; offline unless a registry is named. */
export function shipSettings(folder: string, host?: string, more: Partial<Settings> = {}): Settings {
  return {
    offline: host === undefined,
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, 'off'])),
    plainHttpHosts: host === undefined ? [] : [host],
    plainHttpFeeds: false,
    credentialFiles: [],
    programPath: '',
    limits: defaultLimits,
    clock: fixedClock('2026-01-02T03:04:05.678Z'),
    toolVersion: '1.2.3',
    ...more,
  };
}

/** A pair of keys as files, not sealed, so that tests need not wait for the derivation of a password. */
export function plainKeys(name: string): { readonly key: KeyInput; readonly pub: TextFile } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    key: {
      text: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      where: `${name}.key`,
      password: () => Promise.reject(new Error('this key has no password')),
    },
    pub: { text: publicKey.export({ type: 'spki', format: 'pem' }).toString(), where: `${name}.pub` },
  };
}
