import { isObject } from '../../../../../foundations/formats/index.ts';
import { controls } from '../../frameworks.ts';
import type { ResourceCheck } from '../check.ts';
import { needIf, ofTypes, plan, template } from '../look.ts';
import type { ResourceNode } from '../resource-node.ts';
import { acrRegistries, ecrPolicies, ecrRepositories } from '../types.ts';

const ecr = 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/';
const acr = 'https://learn.microsoft.com/azure/container-registry/';

const both = (properties: string, values: object): readonly string[] => [
  template('AWS::ECR::Repository', properties),
  plan('aws_ecr_repository', values),
];

const policy = (principal: string): string =>
  template(
    'AWS::ECR::Repository',
    `{ RepositoryPolicyText: { Statement: [{ Effect: Allow, Principal: ${principal}, Action: "ecr:GetDownloadUrlForLayer" }] } }`,
  );

/** Whether a statement lets everybody in, without a condition. */
function isForEverybody(statement: ResourceNode): boolean {
  if (statement.get('Effect').text() !== 'Allow' || statement.get('Condition').isSet) return false;
  const principal = statement.get('Principal');
  const named = isObject(principal.value) ? principal.get('AWS') : principal;
  return Array.isArray(named.value) ? named.items().some((one) => one.text() === '*') : named.text() === '*';
}

/** Registries in which images are kept. */
export const registryChecks: readonly ResourceCheck[] = [
  {
    id: 'infrastructure/registry-scan',
    version: 1,
    title: 'Images are not scanned when they are pushed',
    severity: 'medium',
    aliases: ['CKV_AWS_163', 'AVD-AWS-0030'],
    frameworks: controls({ 'nist-800-190': '4.1.1' }),
    why: 'Nobody is told that an image with known flaws lies ready to run.',
    remedy: 'Set scan on push, or scan the whole registry by its own settings.',
    references: [`${ecr}image-scanning.html`],
    violating: [
      ...both('{}', {}),
      ...both('{ ImageScanningConfiguration: { ScanOnPush: false } }', {
        image_scanning_configuration: [{ scan_on_push: false }],
      }),
    ],
    clean: both('{ ImageScanningConfiguration: { ScanOnPush: true } }', {
      image_scanning_configuration: [{ scan_on_push: true }],
    }),
    look: ofTypes(ecrRepositories, (node) => {
      const field = node.at('image_scanning_configuration', 'scan_on_push');
      return needIf(
        node.get('image_scanning_configuration').isKnown() && field.isKnown() && field.boolean() !== true,
        field,
        'true',
      );
    }),
  },
  {
    id: 'infrastructure/registry-mutable-tags',
    version: 1,
    title: 'A tag of the registry can be moved to another image',
    severity: 'medium',
    aliases: ['CKV_AWS_51', 'AVD-AWS-0031'],
    frameworks: controls({ 'nist-800-190': '4.1.5' }),
    why: 'Whoever may push decides what runs under a name that somebody has judged.',
    remedy: 'Set the mutability of tags to IMMUTABLE.',
    references: [`${ecr}image-tag-mutability.html`],
    violating: both('{}', { image_tag_mutability: 'MUTABLE' }),
    clean: both('{ ImageTagMutability: IMMUTABLE }', { image_tag_mutability: 'IMMUTABLE' }),
    look: ofTypes(ecrRepositories, (node) => {
      const field = node.get('image_tag_mutability');
      return needIf(field.isKnown() && field.text()?.startsWith('IMMUTABLE') !== true, field, 'IMMUTABLE');
    }),
  },
  {
    id: 'infrastructure/registry-own-key',
    version: 1,
    title: 'Images are not encrypted by a key of your own',
    severity: 'low',
    aliases: ['CKV_AWS_136', 'AVD-AWS-0033'],
    why: 'Who may read them cannot be taken back by a key, nor seen by who used it.',
    remedy: 'Set the type of encryption to KMS, with a key of your own.',
    references: [`${ecr}encryption-at-rest.html`],
    violating: both('{}', { encryption_configuration: [{ encryption_type: 'AES256' }] }),
    clean: both('{ EncryptionConfiguration: { EncryptionType: KMS, KmsKey: !Ref Key } }', {
      encryption_configuration: [{ encryption_type: 'KMS' }],
    }),
    look: ofTypes(ecrRepositories, (node) => {
      const field = node.at('encryption_configuration', 'encryption_type');
      return needIf(field.isKnown() && field.text()?.startsWith('KMS') !== true, field, 'KMS');
    }),
  },
  {
    id: 'infrastructure/registry-for-everybody',
    version: 1,
    title: 'A registry is open to everybody',
    severity: 'high',
    aliases: ['CKV_AWS_32', 'AVD-AWS-0032'],
    frameworks: controls({ 'nist-800-190': '4.2.1', attack: 'T1525' }),
    why: 'Anybody with an account pulls what is in it, or pushes what others run.',
    remedy: 'Name the accounts in `Principal`, or add a condition.',
    references: [`${ecr}repository-policies.html`],
    violating: [
      policy('"*"'),
      policy('{ AWS: ["*"] }'),
      plan('aws_ecr_repository_policy', {
        policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}',
      }),
    ],
    clean: [
      policy('{ AWS: "arn:aws:iam::111122223333:root" }'),
      template('AWS::ECR::Repository'),
      plan('aws_ecr_repository_policy', {
        policy:
          '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}',
      }),
    ],
    look: ofTypes(ecrPolicies, (node) => {
      const field = node.get('RepositoryPolicyText').isSet ? node.get('RepositoryPolicyText') : node.get('policy');
      const statements = field.get('Statement');
      const all = Array.isArray(statements.value) ? statements.items() : [statements];
      return all.filter(isForEverybody).flatMap((one) => needIf(true, one.get('Principal'), 'accounts by name'));
    }),
  },
  {
    id: 'infrastructure/registry-admin-account',
    version: 1,
    title: 'A registry has an account with a password that everybody shares',
    severity: 'high',
    aliases: ['CKV_AZURE_137'],
    frameworks: controls({ 'nist-800-190': '4.2.3' }),
    why: 'Whoever knows it pushes as nobody in particular, and it outlives whoever left.',
    remedy: 'Set `admin_enabled = false`, and let people and workloads log in as themselves.',
    references: [`${acr}container-registry-authentication`],
    violating: [plan('azurerm_container_registry', { admin_enabled: true })],
    clean: [plan('azurerm_container_registry', { admin_enabled: false }), plan('azurerm_container_registry', {})],
    look: ofTypes(acrRegistries, (node) =>
      needIf(node.get('admin_enabled').boolean() === true, node.get('admin_enabled'), 'false'),
    ),
  },
  {
    id: 'infrastructure/registry-anonymous-pull',
    version: 1,
    title: 'Anybody may pull from a registry without logging in',
    severity: 'medium',
    aliases: ['CKV_AZURE_138'],
    frameworks: controls({ 'nist-800-190': '4.2.3' }),
    why: 'Images tell what runs, and by which versions; some tell secrets.',
    remedy: 'Set `anonymous_pull_enabled = false`.',
    references: [`${acr}anonymous-pull-access`],
    violating: [plan('azurerm_container_registry', { anonymous_pull_enabled: true })],
    clean: [
      plan('azurerm_container_registry', { anonymous_pull_enabled: false }),
      plan('azurerm_container_registry', {}),
    ],
    look: ofTypes(acrRegistries, (node) =>
      needIf(node.get('anonymous_pull_enabled').boolean() === true, node.get('anonymous_pull_enabled'), 'false'),
    ),
  },
];
