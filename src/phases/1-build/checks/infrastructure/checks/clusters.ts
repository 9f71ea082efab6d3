import { controls } from '../../frameworks.ts';
import type { ResourceCheck } from '../check.ts';
import { needIf, ofTypes, plan, template } from '../look.ts';
import { aksClusters, eksClusters, gkeClusters } from '../types.ts';

const eksPages = 'https://docs.aws.amazon.com/eks/latest/userguide/';
const gkePages = 'https://cloud.google.com/kubernetes-engine/docs/how-to/';
const aksPages = 'https://learn.microsoft.com/azure/aks/';

const eks = (properties: string, values: object): readonly string[] => [
  template('AWS::EKS::Cluster', properties),
  plan('aws_eks_cluster', values),
];
const gke = (values: object): string => plan('google_container_cluster', values);
const aks = (values: object): string => plan('azurerm_kubernetes_cluster', values);

/** Clusters of Kubernetes that a cloud runs. */
export const clusterChecks: readonly ResourceCheck[] = [
  {
    id: 'infrastructure/eks-open-endpoint',
    version: 1,
    title: 'The API of an EKS cluster is reached from every address',
    severity: 'high',
    aliases: ['CKV_AWS_38', 'AVD-AWS-0041'],
    frameworks: controls({ 'nist-800-190': '4.3.1', attack: 'T1133' }),
    why: 'A stolen token, or a flaw in the API server, is of use from anywhere.',
    remedy: 'Name the addresses in `public_access_cidrs`, or make the endpoint private.',
    references: [`${eksPages}cluster-endpoint.html`],
    violating: [
      ...eks('{}', { vpc_config: [{ public_access_cidrs: ['0.0.0.0/0'] }] }),
      ...eks('{ ResourcesVpcConfig: { EndpointPublicAccess: true } }', {
        vpc_config: [{ endpoint_public_access: true }],
      }),
    ],
    clean: [
      ...eks('{ ResourcesVpcConfig: { EndpointPublicAccess: false } }', {
        vpc_config: [{ endpoint_public_access: false }],
      }),
      ...eks('{ ResourcesVpcConfig: { PublicAccessCidrs: [192.0.2.0/24] } }', {
        vpc_config: [{ public_access_cidrs: ['192.0.2.0/24'] }],
      }),
    ],
    look: ofTypes(eksClusters, (node) => {
      const vpc = node.get('vpc_config').isSet ? node.get('vpc_config') : node.get('ResourcesVpcConfig');
      const [access, ranges] = [vpc.get('endpoint_public_access'), vpc.get('public_access_cidrs')];
      if (!access.isKnown() || access.boolean() === false) return [];
      // Without a list it is every address.
      const all = ranges.items();
      const isOpen = !ranges.isSet || all.some((one) => /^(?:0\.0\.0\.0|::)\/0$/.test(one.text() ?? ''));
      return needIf(isOpen, ranges, 'addresses by name');
    }),
  },
  {
    id: 'infrastructure/eks-secrets-plain',
    version: 1,
    title: 'Secrets of an EKS cluster are not encrypted by a key of your own',
    severity: 'medium',
    aliases: ['CKV_AWS_58', 'AVD-AWS-0039'],
    frameworks: controls({ 'nist-800-190': '4.3.1' }),
    why: 'Whoever gets at the store of the cluster, or a copy of it, has them.',
    remedy: 'Set `encryption_config` with a key for `secrets`.',
    references: [`${eksPages}enable-kms.html`],
    violating: eks('{}', { encryption_config: [] }),
    clean: eks('{ EncryptionConfig: [{ Resources: [secrets], Provider: { KeyArn: !Ref Key } }] }', {
      encryption_config: [{ resources: ['secrets'] }],
    }),
    look: ofTypes(eksClusters, (node) => {
      const field = node.get('encryption_config');
      const has = field.items().some((one) =>
        one
          .get('resources')
          .items()
          .some((each) => each.text() === 'secrets'),
      );
      return needIf(!has, field, 'a key for secrets');
    }),
  },
  {
    id: 'infrastructure/eks-logs',
    version: 1,
    title: 'The control plane of an EKS cluster keeps no logs of who did what',
    severity: 'medium',
    aliases: ['CKV_AWS_37', 'AVD-AWS-0038'],
    frameworks: controls({ 'nist-800-190': '4.3.5', 'nsa-cisa': 'audit' }),
    why: 'Who made, changed or read what cannot be found out afterwards.',
    remedy: 'Switch on the logs api, audit, authenticator, controllerManager and scheduler.',
    references: [`${eksPages}control-plane-logs.html`],
    violating: [
      ...eks('{}', {}),
      ...eks('{ Logging: { ClusterLogging: { EnabledTypes: [{ Type: api }] } } }', {
        enabled_cluster_log_types: ['api'],
      }),
    ],
    clean: eks(
      '{ Logging: { ClusterLogging: { EnabledTypes: [{ Type: api }, { Type: audit }, { Type: authenticator }, { Type: controllerManager }, { Type: scheduler }] } } }',
      { enabled_cluster_log_types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'] },
    ),
    look: ofTypes(eksClusters, (node) => {
      const short = node.get('enabled_cluster_log_types');
      const long = node.at('Logging', 'ClusterLogging', 'EnabledTypes');
      const field = long.isSet ? long : short;
      const names = long.isSet
        ? long.items().map((one) => one.get('Type').text())
        : short.items().map((one) => one.text());
      const lacks = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].filter(
        (one) => !names.includes(one),
      );
      return needIf(lacks.length > 0 && !names.includes(undefined), field, `also ${lacks.join(', ')}`);
    }),
  },
  {
    id: 'infrastructure/gke-legacy-rights',
    version: 1,
    title: 'A GKE cluster takes rights from before RBAC',
    severity: 'high',
    aliases: ['CKV_GCP_7', 'AVD-GCP-0062'],
    frameworks: controls({ 'nist-800-190': '4.3.1', 'nsa-cisa': 'authentication' }),
    why: 'Every service account then may do nearly everything, whatever its roles say.',
    remedy: 'Set `enable_legacy_abac = false`.',
    references: [`${gkePages}hardening-your-cluster`],
    violating: [gke({ enable_legacy_abac: true })],
    clean: [gke({ enable_legacy_abac: false }), gke({})],
    look: ofTypes(gkeClusters, (node) =>
      needIf(node.get('enable_legacy_abac').boolean() === true, node.get('enable_legacy_abac'), 'false'),
    ),
  },
  {
    id: 'infrastructure/gke-client-certificate',
    version: 1,
    title: 'A GKE cluster hands out a certificate that opens it',
    severity: 'medium',
    aliases: ['CKV_GCP_13'],
    frameworks: controls({ 'nist-800-190': '4.3.1', 'nsa-cisa': 'authentication' }),
    why: 'It belongs to nobody, and cannot be taken back before it runs out.',
    remedy: 'Set `issue_client_certificate = false`.',
    references: [`${gkePages}hardening-your-cluster`],
    violating: [gke({ master_auth: [{ client_certificate_config: [{ issue_client_certificate: true }] }] })],
    clean: [gke({ master_auth: [{ client_certificate_config: [{ issue_client_certificate: false }] }] }), gke({})],
    look: ofTypes(gkeClusters, (node) => {
      const field = node.at('master_auth', 'client_certificate_config', 'issue_client_certificate');
      return needIf(field.boolean() === true, field, 'false');
    }),
  },
  {
    id: 'infrastructure/gke-public-nodes',
    version: 1,
    title: 'Nodes of a GKE cluster have addresses of the internet',
    severity: 'medium',
    aliases: ['CKV_GCP_64'],
    frameworks: controls({ 'nist-800-190': '4.4.2' }),
    why: 'What listens on a node, the kubelet among it, is looked for from everywhere.',
    remedy: 'Set `enable_private_nodes = true`.',
    references: [`${gkePages}private-clusters`],
    violating: [gke({}), gke({ private_cluster_config: [{ enable_private_nodes: false }] })],
    clean: [gke({ private_cluster_config: [{ enable_private_nodes: true }] })],
    look: ofTypes(gkeClusters, (node) => {
      const field = node.at('private_cluster_config', 'enable_private_nodes');
      return needIf(field.isKnown() && field.boolean() !== true, field, 'true');
    }),
  },
  {
    id: 'infrastructure/gke-open-endpoint',
    version: 1,
    title: 'The API of a GKE cluster is reached from every address',
    severity: 'high',
    aliases: ['CKV_GCP_20', 'AVD-GCP-0061'],
    frameworks: controls({ 'nist-800-190': '4.3.1', attack: 'T1133' }),
    why: 'A stolen token, or a flaw in the API server, is of use from anywhere.',
    remedy: 'Name the addresses in `master_authorized_networks_config`, or make the endpoint private.',
    references: [`${gkePages}authorized-networks`],
    violating: [gke({})],
    clean: [
      gke({ master_authorized_networks_config: [{ cidr_blocks: [{ cidr_block: '192.0.2.0/24' }] }] }),
      gke({ private_cluster_config: [{ enable_private_endpoint: true }] }),
    ],
    look: ofTypes(gkeClusters, (node) => {
      const networks = node.get('master_authorized_networks_config');
      const own = node.at('private_cluster_config', 'enable_private_endpoint');
      const isSet = Array.isArray(networks.value) ? networks.value.length > 0 : networks.isSet;
      return needIf(!isSet && own.isKnown() && own.boolean() !== true, networks, 'addresses by name');
    }),
  },
  {
    id: 'infrastructure/gke-network-policy',
    version: 1,
    title: 'A GKE cluster does not keep to network policies',
    severity: 'medium',
    aliases: ['CKV_GCP_12', 'AVD-GCP-0056'],
    frameworks: controls({ 'nist-800-190': '4.3.3', 'nsa-cisa': 'network' }),
    why: 'Policies are written and applied, and every pod reaches every other one all the same.',
    remedy: 'Set `datapath_provider = "ADVANCED_DATAPATH"`, or switch `network_policy` on.',
    references: [`${gkePages}network-policy`],
    violating: [gke({}), gke({ network_policy: [{ enabled: false }] })],
    clean: [
      gke({ datapath_provider: 'ADVANCED_DATAPATH' }),
      gke({ network_policy: [{ enabled: true }] }),
      gke({ enable_autopilot: true }),
    ],
    look: ofTypes(gkeClusters, (node) => {
      const [path, field, auto] = [
        node.get('datapath_provider'),
        node.at('network_policy', 'enabled'),
        node.get('enable_autopilot'),
      ];
      const isKnown = path.isKnown() && field.isKnown() && auto.isKnown();
      return needIf(
        isKnown && path.text() !== 'ADVANCED_DATAPATH' && field.boolean() !== true && auto.boolean() !== true,
        field,
        'true',
      );
    }),
  },
  {
    id: 'infrastructure/aks-rights-off',
    version: 1,
    title: 'An AKS cluster gives everybody every right',
    severity: 'high',
    aliases: ['CKV_AZURE_5', 'AVD-AZU-0042'],
    frameworks: controls({ 'nist-800-190': '4.3.1', 'nsa-cisa': 'authentication' }),
    why: 'Without RBAC whoever may speak to the cluster rules it.',
    remedy: 'Set `role_based_access_control_enabled = true`.',
    references: [`${aksPages}manage-azure-rbac`],
    violating: [aks({ role_based_access_control_enabled: false })],
    clean: [aks({ role_based_access_control_enabled: true }), aks({})],
    look: ofTypes(aksClusters, (node) => {
      const field = node.get('role_based_access_control_enabled');
      return needIf(field.boolean() === false, field, 'true');
    }),
  },
  {
    id: 'infrastructure/aks-open-endpoint',
    version: 1,
    title: 'The API of an AKS cluster is reached from every address',
    severity: 'high',
    aliases: ['CKV_AZURE_6', 'AVD-AZU-0041'],
    frameworks: controls({ 'nist-800-190': '4.3.1', attack: 'T1133' }),
    why: 'A stolen token, or a flaw in the API server, is of use from anywhere.',
    remedy: 'Name the addresses in `authorized_ip_ranges`, or set `private_cluster_enabled = true`.',
    references: [`${aksPages}api-server-authorized-ip-ranges`],
    violating: [aks({}), aks({ api_server_access_profile: [{ authorized_ip_ranges: ['0.0.0.0/0'] }] })],
    clean: [
      aks({ api_server_access_profile: [{ authorized_ip_ranges: ['192.0.2.0/24'] }] }),
      aks({ api_server_authorized_ip_ranges: ['192.0.2.0/24'] }),
      aks({ private_cluster_enabled: true }),
    ],
    look: ofTypes(aksClusters, (node) => {
      const own = node.get('private_cluster_enabled');
      const old = node.get('api_server_authorized_ip_ranges');
      const ranges = old.isSet ? old : node.at('api_server_access_profile', 'authorized_ip_ranges');
      if (!own.isKnown() || own.boolean() === true) return [];
      const all = ranges.items();
      return needIf(
        ranges.isKnown() && (all.length === 0 || all.some((one) => one.text() === '0.0.0.0/0')),
        ranges,
        'addresses by name',
      );
    }),
  },
  {
    id: 'infrastructure/aks-network-policy',
    version: 1,
    title: 'An AKS cluster does not keep to network policies',
    severity: 'medium',
    aliases: ['CKV_AZURE_7', 'AVD-AZU-0043'],
    frameworks: controls({ 'nist-800-190': '4.3.3', 'nsa-cisa': 'network' }),
    why: 'Policies are written and applied, and every pod reaches every other one all the same.',
    remedy: 'Set `network_policy` in `network_profile` to azure, calico or cilium.',
    references: [`${aksPages}use-network-policies`],
    violating: [aks({}), aks({ network_profile: [{ network_plugin: 'azure' }] })],
    clean: [aks({ network_profile: [{ network_policy: 'cilium' }] })],
    look: ofTypes(aksClusters, (node) => {
      const field = node.at('network_profile', 'network_policy');
      return needIf(field.isKnown() && !field.isSet, field, 'azure, calico or cilium');
    }),
  },
  {
    id: 'infrastructure/aks-local-accounts',
    version: 1,
    title: 'An AKS cluster has an account that belongs to nobody',
    severity: 'medium',
    aliases: ['CKV_AZURE_141'],
    frameworks: controls({ 'nist-800-190': '4.3.1', 'nsa-cisa': 'authentication' }),
    why: 'Whoever once had its certificate rules the cluster until all certificates are made anew.',
    remedy: 'Set `local_account_disabled = true`.',
    references: [`${aksPages}manage-local-accounts-managed-azure-ad`],
    violating: [aks({}), aks({ local_account_disabled: false })],
    clean: [aks({ local_account_disabled: true })],
    look: ofTypes(aksClusters, (node) => {
      const field = node.get('local_account_disabled');
      return needIf(field.isKnown() && field.boolean() !== true, field, 'true');
    }),
  },
];
