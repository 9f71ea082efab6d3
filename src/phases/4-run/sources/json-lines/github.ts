import { field, type JsonObject } from '../../../../foundations/formats/index.ts';
import { memberAt, textOf } from './json-path.ts';
import { computedField, type JsonSource, textField, untoldField } from './json-source.ts';

/** Files that the commits of a push have added, changed or removed, with commas. */
function filesOf(event: JsonObject, part: string): string | undefined {
  const commits = field(event, 'commits');
  if (!Array.isArray(commits)) return undefined;
  return commits
    .flatMap((commit: unknown) => {
      const files = field(commit, part);
      return Array.isArray(files) ? files.map(textOf) : [];
    })
    .join(',');
}

const fromGitHub = 'https://github.com/';

/**
 * What webhooks of GitHub send. The kind of an event stands in a header, so whoever keeps the bodies must keep it in `webhook_type`, as Falco's plug-in
 * `github` does. What that looks up at GitHub beside (secrets in pushed files, miners in workflows) is not in the event and has no value.
 */
export const github: JsonSource = {
  name: 'github',
  title: 'webhook events of GitHub',
  plugin: { name: 'github', version: '0.10.0' },
  fields: [
    textField('github.type', 'webhook_type'),
    textField('github.action', 'action'),
    textField('github.user', 'sender', 'login'),
    textField('github.repo', 'repository', 'html_url'),
    textField('github.repo.url', 'repository', 'html_url'),
    computedField('github.repo.name', (event) => {
      const url = memberAt(event, ['repository', 'html_url']);
      return typeof url !== 'string' ? undefined : url.startsWith(fromGitHub) ? url.slice(fromGitHub.length) : url;
    }),
    textField('github.repo.description', 'repository', 'description'),
    textField('github.org', 'organization', 'login'),
    textField('github.owner', 'repository', 'owner', 'login'),
    computedField('github.repo.public', (event) => {
      const isPrivate = memberAt(event, ['repository', 'private']);
      return typeof isPrivate === 'boolean' ? String(!isPrivate) : undefined;
    }),
    textField('github.collaborator.name', 'member', 'login'),
    textField('github.collaborator.role', 'changes', 'permission', 'to'),
    textField('github.webhook.id', 'hook', 'id'),
    textField('github.webhook.type', 'hook', 'type'),
    ...['added', 'modified', 'removed'].map((part) =>
      computedField(`github.commit.${part}`, (event) => filesOf(event, part)),
    ),
    ...[
      'has_secrets',
      'committed_secrets.desc',
      'committed_secrets.files',
      'committed_secrets.lines',
      'committed_secrets.links',
    ].map((name) => untoldField(`github.diff.${name}`)),
    untoldField('github.workflow.has_miners'),
    untoldField('github.workflow.miners.type'),
    textField('github.workflow.filename', 'workflow', 'path'),
  ],
  eventsIn: (document) =>
    field(document, 'webhook_type') !== undefined && field(document, 'sender') !== undefined ? [document] : undefined,
  timeOf: (event) =>
    field(event, 'timestamp') ??
    memberAt(event, ['head_commit', 'timestamp']) ??
    memberAt(event, ['repository', 'updated_at']) ??
    memberAt(event, ['hook', 'updated_at']),
};
