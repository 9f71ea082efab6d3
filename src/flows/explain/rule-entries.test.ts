import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { offlineSettings } from '../settings.ts';
import { lookUp } from './look-up.ts';

const rules = `
- {macro: spawned, condition: evt.type = execve}
- {rule: Shell in a container, desc: a shell was started, condition: spawned and proc.name = sh, output: 'shell %proc.name', priority: WARNING, tags: [shell]}
`;

test('a rule of Falco is explained by its name or the id of its findings, where its file is named', () =>
  inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'r.yaml');
    writeFileSync(file, rules);
    const settings = offlineSettings({ databaseDirectory: folder, toolVersion: 'test' });
    for (const name of ['Shell in a container', 'shell IN a container', 'runtime/shell-in-a-container']) {
      const found = await lookUp(name, settings, [file]);
      const [entry] = found.kind === 'entries' ? found.entries : [];
      assert.equal(entry?.id, 'runtime/shell-in-a-container', name);
      assert.deepEqual(
        [entry?.title, entry?.why, entry?.severity],
        ['Shell in a container', 'a shell was started', 'medium'],
      );
      assert.match(entry?.sort ?? '', /Rule of Falco about events of syscall \(.*r\.yaml:3\)/);
      const more = new Map(entry?.more?.map(({ heading, text }) => [heading, text]));
      assert.equal(more.get('What it looks for'), 'spawned and proc.name = sh');
      assert.equal(more.get('Macros in it'), 'spawned');
      assert.equal(more.get('Priority and tags'), 'Warning, shell');
    }
    await assert.rejects(lookUp('Shell in a container', settings), { code: 'E_NO_FINDING' });
    await assert.rejects(lookUp('Shell', settings, [file]), { code: 'E_NO_FINDING' });
  }));
