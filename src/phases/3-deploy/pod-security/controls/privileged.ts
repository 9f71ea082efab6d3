import { containerSetters, mustNotBeTrue } from '../../../../foundations/kubernetes/index.ts';
import { type Control, podSecurityStandards } from '../control.ts';

export const privileged: Control = {
  id: 'pod-security/privileged',
  name: 'privileged',
  title: 'Privileged containers',
  why: 'A privileged container has every capability, every device and no confinement: whoever takes it over has the node.',
  severity: 'critical',
  fields: ['spec.containers[*].securityContext.privileged'],
  revisions: [
    {
      level: 'baseline',
      from: '1.0',
      check: 'privileged',
      allowed: 'false or not set',
      violations: (pod) => mustNotBeTrue(containerSetters(pod), 'privileged'),
    },
  ],
  remedy: 'Remove privileged, and add the one capability or device that the program needs.',
  references: [podSecurityStandards],
  aliases: ['privileged'],
  violating: [
    {
      level: 'baseline',
      version: '1.0',
      pod: {
        spec: {
          initContainers: [{ name: 'setup', image: 'example.com/setup', securityContext: { privileged: true } }],
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
    {
      level: 'baseline',
      version: 'latest',
      pod: {
        spec: {
          containers: [{ name: 'web', image: 'example.com/web' }],
          ephemeralContainers: [{ name: 'debug', image: 'example.com/debug', securityContext: { privileged: true } }],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: '1.0',
      pod: {
        spec: { containers: [{ name: 'web', image: 'example.com/web', securityContext: { privileged: false } }] },
      },
    },
  ],
};
