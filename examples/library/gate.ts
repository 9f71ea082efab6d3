import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gateCheck, generateKeyFiles, inSession, scan, signImage } from 'seaworthy';
import { settingsIn, tour } from './settings.ts';

const folder = await mkdtemp(join(tmpdir(), 'gate-'));
try {
  await cp(join(tour, 'image'), join(folder, 'image'), { recursive: true });
  const target = `oci:${join(folder, 'image')}:2`;
  const password = new TextEncoder().encode('a password of your own');
  const keys = await generateKeyFiles(join(folder, 'release'), password);

  // One session for several flows: they share the ledger, the database and connections.
  await inSession(settingsIn(folder), async (session) => {
    await scan(target, session);
    const where = keys.privateKey;
    const key = { text: await readFile(where, 'utf8'), where, password: async () => password };
    const { subject } = await signImage(target, { key }, session);
    console.log(`signed ${subject.slice(0, 14)}…`);

    const gate = {
      bytes: Buffer.from(`
gate: 1
name: production
rules:
  - { id: signed-by-us, signedBy: [{ keyFile: release.pub }] }
  - { id: scanned-lately, scanned: { maxAge: 24h } }
`),
      where: 'gate.yaml',
      readKeyFile: (path: string) => readFile(join(folder, path), 'utf8'),
    };
    const targets = [{ kind: 'layout', text: target, whole: false }] as const;
    const { verdict, decisions } = await gateCheck({ gate, targets }, session);
    console.log(verdict);
    for (const { rule, state, message } of decisions.flatMap(({ decision }) => decision.results))
      console.log(`${state} ${rule}: ${message}`);
  });
} finally {
  await rm(folder, { recursive: true });
}
