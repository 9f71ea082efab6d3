import { defined } from '../../../core/index.ts';
import type { WorkflowRun } from '../../../report/index.ts';

/** The run of a workflow that this process belongs to, by the variables that GitHub sets (“Store information in variables”, default environment variables). */
export function workflowRun(env: Readonly<Record<string, string | undefined>>): WorkflowRun {
  const said = (name: string): string | undefined => env[name] || undefined;
  const [server, repository, id] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map(said);
  const isKnown = server !== undefined && repository !== undefined && id !== undefined;
  return defined({
    commit: said('GITHUB_SHA'),
    ref: said('GITHUB_REF'),
    id,
    workflow: said('GITHUB_WORKFLOW'),
    job: said('GITHUB_JOB'),
    page: isKnown ? `${server}/${repository}/actions/runs/${id}` : undefined,
  });
}
