import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const gitlabToken: SecretDetector = {
  id: 'gitlab-token',
  version: 2,
  title: 'GitLab token',
  severity: 'critical',
  why: 'Whoever finds it reads and changes whatever the token may: source, packages, pipelines; a runner token lets a foreign machine take jobs.',
  remedy:
    'Revoke it where it was made (user, project, group or runner), make one with fewer scopes and an end, and look through the audit events.',
  references: ['https://docs.gitlab.com/security/tokens/#token-prefixes'],
  aliases: [
    'gitlab-cicd-job-token',
    'gitlab-deploy-token',
    'gitlab-feature-flag-client-token',
    'gitlab-feed-token',
    'gitlab-incoming-mail-token',
    'gitlab-kubernetes-agent-token',
    'gitlab-oauth-app-secret',
    'gitlab-pat',
    'gitlab-pat-routable',
    'gitlab-ptt',
    'gitlab-rrt',
    'gitlab-runner-authentication-token',
    'gitlab-runner-authentication-token-routable',
    'gitlab-scim-token',
    'secretlint-rule-gitlab',
  ],
  keywords: [
    'glpat-',
    'glptt-',
    'gldt-',
    'glrt-',
    'glcbt-',
    'glsoat-',
    'glimt-',
    'glft-',
    'glwt-',
    'glrtr-',
    'glagent-',
    'GR1348941',
    'glffct-',
    'gloas-',
  ],
  anyCase: false,
  pattern:
    /(?:gl(?:pat|dt|cbt|soat|imt|ft|ffct|oas|wt|rtr)-(?<body>[\w.-]{19,299}[\w-])|glptt-(?<trigger>[0-9a-f]{40})|glrt-(?<runner>[\w.-]{19,299}[\w-])|glagent-(?<agent>[\w-]{50,64})|GR1348941(?<old>[\w-]{20}))(?![\w-])/y,
  insideWord: false,
  judge: (_secret, { groups }) => {
    const body = groups.body ?? groups.trigger ?? groups.runner ?? groups.agent ?? groups.old ?? '';
    // Placeholders repeat one character; digits alone repeat a pattern.
    return entropy(body) >= 3 && /[A-Za-z]/.test(body) && !/[xX]{6}/.test(body) ? {} : undefined;
  },
  examples: () => [
    ['gl', 'pat-', sample(20)].join(''),
    ['gl', 'ptt-', sample(40, 'hex')].join(''),
    `A token is ${['gl', 'pat-', sample(27), '.01.', sample(9, 'lower')].join('')}.`,
    ['gl', 'rtr-', sample(20)].join(''),
    ['gl', 'cbt-', '64_', sample(20)].join(''),
    ['gl', 'rt-t1_', sample(27), '.01.', sample(9)].join(''),
  ],
  others: () => [
    `glpat-${'X'.repeat(11)}-${'X'.repeat(8)}`,
    `glptt-${'x'.repeat(40)}`,
    ['gl', 'pat-', sample(12)].join(''),
  ],
};
