import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretDetectors } from './detectors/index.ts';
import { secretScanner } from './secret-scanner.ts';

const scanner = secretScanner({ key: Buffer.from('a key for tests') });

/** Kinds that people leave behind most, and some of each field. */
const kinds = (
  'aws-access-key aws-secret-key azure-storage-key azure-client-secret azure-devops-token google-api-key google-oauth-secret ' +
  'digitalocean-token cloudflare-origin-key heroku-token netlify-token tailscale-key github-token gitlab-token atlassian-token ' +
  'bitbucket-access-token npm-token pypi-token rubygems-token crates-token nuget-key docker-hub-token docker-auth artifactory-key ' +
  'circleci-token buildkite-token terraform-token pulumi-token vault-token doppler-token stripe-key square-personal-token slack-token ' +
  'slack-webhook discord-secret telegram-token twilio-key sendgrid-key datadog-app-key newrelic-user-key openai-key anthropic-key private-key'
).split(' ');

const line = (at: number): string =>
  `  const value${at} = compute(previous, ${at}); // keep in step with the table above`;
const filler = Array.from({ length: 40 }, (_, at) => line(at)).join('\n');

/** Ways in which a value gets into a file. */
const ways: readonly (readonly [string, (text: string) => string, number])[] = [
  ['as it stands', (text) => text, 1],
  ['in a comment', (text) => `# do not lose: ${text}`, 1],
  ['in JSON', (text) => JSON.stringify({ note: text }), 1],
  ['in base64', (text) => `data: ${Buffer.from(`# from the old machine\n${text}\n`).toString('base64')}`, 1],
];

for (const [way, written] of ways) {
  test(`secrets: of 43 kinds planted in a file ${way}, at least 41 are found`, () => {
    assert.equal(kinds.length, 43);
    const missed = kinds.filter((kind) => {
      const detector = secretDetectors.find(({ id }) => id === kind);
      assert.ok(detector, kind);
      const text = `${filler}\n${written(detector.examples()[0] ?? '')}\n${filler}\n`;
      return !scanner.scan('srv/app/notes.conf', Buffer.from(text)).hits.some((hit) => hit.detector === kind);
    });
    assert.ok(missed.length <= 2, missed.join(' '));
  });
}
