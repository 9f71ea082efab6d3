import { violation } from '../../../../../foundations/kubernetes/index.ts';
import { controls } from '../../frameworks.ts';
import type { ManifestCheck } from '../check.ts';
import { object } from '../examples.ts';
import { ofKinds, wantIf } from '../look.ts';

const page = 'https://kubernetes.io/docs/concepts/services-networking/ingress/';
const ingress = (spec: string, metadata = ''): string =>
  object('networking.k8s.io/v1', 'Ingress', `spec: { ${spec} }`, metadata);
const snippet = (text: string, kind = 'server'): string =>
  ingress('rules: []', `annotations: { nginx.ingress.kubernetes.io/${kind}-snippet: "${text}" }`);

/** Looks at snippets of configuration in annotations of Ingresses. */
const ofSnippets = (isBad: (text: string, name: string) => boolean): ManifestCheck['look'] =>
  function* (view) {
    for (const one of view.of('Ingress')) {
      for (const { name, node } of one.node.at('metadata', 'annotations').members()) {
        if (!/^nginx\.ingress\.kubernetes\.io\/.*snippet$/.test(name)) continue;
        if (isBad(node.text() ?? '', name)) yield { object: one, ...violation('Ingress', node, 'not set') };
      }
    }
  };

const shared = {
  version: 1,
  severity: 'high',
  why: 'Whoever may write an Ingress writes the configuration of the proxy, which reads every secret of the cluster (CVE-2021-25742).',
  remedy: 'Remove the annotation, and set `allow-snippet-annotations: "false"` in the controller.',
  references: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/'],
} as const;

/** What Ingresses say. */
export const ingressChecks: readonly ManifestCheck[] = [
  {
    id: 'kubernetes/ingress-tls',
    version: 1,
    title: 'An Ingress answers in clear text',
    severity: 'medium',
    aliases: ['C-0263', 'ingress-no-tls', 'tlsSettingsMissing'],
    frameworks: controls({ 'nist-800-190': '4.3.3', 'nsa-cisa': 'network' }),
    why: 'What people send and get, passwords too, is read on the way.',
    remedy: 'Set `spec.tls` with a secret that holds a certificate.',
    references: [`${page}#tls`],
    violating: [ingress('rules: [{ host: a.example }]')],
    clean: [ingress('tls: [{ hosts: [a.example], secretName: a }]')],
    look: ofKinds(['Ingress'], ({ node }) => {
      const tls = node.at('spec', 'tls');
      return wantIf(tls.items().length === 0, tls, 'a list of hosts with their secret');
    }),
  },
  {
    ...shared,
    id: 'kubernetes/ingress-snippet',
    title: 'An Ingress writes into the configuration of NGINX',
    aliases: ['CKV_K8S_153', 'C-0059', 'nginx-ingress-snippet-annotation-vulnerability'],
    violating: [snippet('return 200;')],
    clean: [ingress('rules: []', 'annotations: { nginx.ingress.kubernetes.io/ssl-redirect: "true" }')],
    look: ofSnippets(() => true),
  },
  {
    ...shared,
    id: 'kubernetes/ingress-snippet-lua',
    title: 'An Ingress runs code in NGINX',
    severity: 'critical',
    aliases: ['CKV_K8S_152'],
    violating: [snippet('content_by_lua_block {}')],
    clean: [snippet('return 200;')],
    look: ofSnippets((text) => /lua_/.test(text)),
  },
  {
    ...shared,
    id: 'kubernetes/ingress-snippet-alias',
    title: 'An Ingress lets NGINX hand out its own files',
    severity: 'critical',
    aliases: ['CKV_K8S_154'],
    violating: [snippet('alias /var/run/secrets/;')],
    clean: [snippet('return 200;')],
    look: ofSnippets((text) => /\balias\b/.test(text)),
  },
];
