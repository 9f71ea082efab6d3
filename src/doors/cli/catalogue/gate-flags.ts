import { envName, type ListFlag, type MapFlag, type SwitchFlag, type ValueFlag } from './flag.ts';
import { never } from './project.ts';
import { hostPort, text } from './value-types.ts';

export const gate: ValueFlag<string> = {
  form: 'value',
  name: 'gate',
  category: 'judgement',
  common: true,
  type: text('FILE', 'file'),
  help: 'The gate: a YAML file that says what may run',
  details:
    'Rules about Pod Security, where images come from, who must have signed and attested them, how fresh their scan must be and what it may have found; with exceptions that have a reason, an owner and an end. Key files that it names are looked for beside it.',
  env: envName('gate'),
  config: 'gate',
  project: never.judged,
};

export const namespace: ValueFlag<string> = {
  form: 'value',
  name: 'namespace',
  category: 'judgement',
  common: true,
  type: text('NAME'),
  help: 'Where it will run, for what does not say so itself',
  details: 'Without it the rules of every namespace are applied to images and to manifests that name none.',
};

export const cluster: ValueFlag<string> = {
  form: 'value',
  name: 'cluster',
  category: 'judgement',
  type: text('NAME'),
  help: 'What the cluster is called that the workloads run in',
  details:
    'No API server tells it. In the ledger, workloads of two clusters that have the same names are told apart by it. Without it, and without `cluster` in the gate, the cluster is not known.',
  env: envName('cluster'),
  config: 'cluster',
  project: never.judged,
};

export const layout: MapFlag<string> = {
  form: 'map',
  name: 'layout',
  category: 'target',
  keyPlaceholder: 'REPOSITORY',
  type: text('DIR', 'directory'),
  help: 'Look for the images of a repository in this OCI layout',
  details:
    'REPOSITORY is written in full, `registry.example.com/shop/web`. The registry is then not asked, so that a pipeline can judge what it has not pushed yet, and `--offline` can judge all.',
  defaultMeans: 'the registry that the image names',
};

export const listen: ValueFlag<string> = {
  form: 'value',
  name: 'listen',
  category: 'network',
  common: true,
  type: hostPort,
  default: '127.0.0.1:8443',
  help: 'Address and port to listen on',
  details: 'Port 0 takes any that is free, and says which. In a cluster: `0.0.0.0:8443`.',
  env: envName('listen'),
  config: 'listen',
  project: never.listens,
};

export const tlsCert: ValueFlag<string> = {
  form: 'value',
  name: 'tls-cert',
  category: 'network',
  common: true,
  type: text('FILE', 'file'),
  help: 'Certificate of the server in PEM, with those above it',
  details: 'Read again every ten seconds, and on SIGHUP; a new one is used for connections from then on.',
  env: envName('tls-cert'),
  config: 'tls-cert',
  project: never.listens,
};

export const tlsKey: ValueFlag<string> = {
  form: 'value',
  name: 'tls-key',
  category: 'network',
  common: true,
  type: text('FILE', 'file'),
  help: 'Private key of the certificate in PEM',
  details: 'Without a password. Read again together with the certificate.',
  env: envName('tls-key'),
  config: 'tls-key',
  project: never.listens,
};

export const selfSigned: ListFlag<string> = {
  form: 'list',
  name: 'self-signed',
  category: 'network',
  common: true,
  type: text('NAME'),
  separator: ',',
  help: 'Make a certificate for these names, instead of --tls-cert and --tls-key',
  details:
    'DNS names or IP addresses, for example `seaworthy.seaworthy.svc`. Certificate and authority are made in memory at the start, and the key of the authority is thrown away; so they are others after a restart, and the API server must be told again: see `--print-config`.',
};

export const printConfig: SwitchFlag = {
  form: 'switch',
  name: 'print-config',
  category: 'output',
  common: true,
  help: 'Print a ValidatingWebhookConfiguration, then serve',
  details:
    'YAML for `kubectl apply -f -`: kinds that hold pods, without the namespaces that the gate leaves alone, `failurePolicy` as the gate says of what is not known (`Fail`, too, where an enforced rule asks nobody, such as Pod Security), and the authority of the certificate where it is our own. A name of the form `NAME.NAMESPACE.svc` makes it a service of the cluster.',
};
