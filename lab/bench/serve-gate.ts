import { generateKeyPairSync } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../src/core/index.ts';
import { startAdmissionServer, useLittleMemory } from '../../src/doors/server/index.ts';
import { makeServerCertificate, offlineSettings, openAdmission, type Settings, scan } from '../../src/flows/index.ts';

/*
 * `serve-gate.ts FOLDER COUNT on|off [REGISTRY]`: a webhook over COUNT layouts `FOLDER/image-N`, scanned first; tells its port and authority, and its memory at
 * the end. With the host of a registry it asks that one for signatures by a key.
 */

const [folder = '', count = '', record = '', registry] = process.argv.slice(2);
const settings: Settings = offlineSettings({
  offline: registry === undefined,
  plainHttpHosts: registry === undefined ? [] : [registry],
  databaseDirectory: `${folder}/database`,
  ledgerDirectory: `${folder}/ledger`,
  record: record === 'on',
  platform: { os: 'linux', architecture: 'amd64' },
  clock: systemClock,
  toolVersion: 'bench',
});
const layouts = new Map<string, string>();
for (let index = 0; index < Number(count); index++) {
  const layout = `${folder}/image-${index}`;
  layouts.set(`r.example.com/image-${index}`, layout);
  await scan(`oci:${layout}`, { ...settings, record: true });
}
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const rules = `gate: 1
name: bench
rules:
  - { id: hardened, podSecurity: { level: restricted }, mode: audit }
  - { id: scanned, scanned: { maxAge: 1d, complete: false } }
  - { id: signed, signedBy: [{ issuer: https://i.example.com, subject: a@example.com }], mode: warn }
`;
const gate =
  registry === undefined
    ? rules
    : 'gate: 1\nrules:\n  - { id: signed, signedBy: [{ name: release, keyFile: key.pub }] }\n';
useLittleMemory();
const admission = await openAdmission(
  { bytes: Buffer.from(gate), where: pathToFileURL('gate.yaml').href, readKeyFile: async () => key, layouts },
  settings,
  (message) => process.stderr.write(`${message}\n`),
);
const now = Date.now();
const tls = makeServerCertificate(['127.0.0.1'], new Date(now - 60_000), new Date(now + 86_400_000));
const server = await startAdmissionServer({
  host: '127.0.0.1',
  port: 0,
  certificate: () => tls,
  admission,
  warn: (message) => process.stderr.write(`${message}\n`),
});
process.stdout.write(`${JSON.stringify({ port: server.port, authority: tls.authority })}\n`);
process.once('SIGTERM', async () => {
  await server.drain();
  await admission.close();
  process.stdout.write(`${JSON.stringify({ peakKibibytes: process.resourceUsage().maxRSS })}\n`);
});
