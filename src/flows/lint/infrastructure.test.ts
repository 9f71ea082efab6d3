import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { fixedClock, placeOf, SeaworthyError } from '../../core/index.ts';
import { offlineSettings } from '../settings.ts';
import { lint } from './lint.ts';

const settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: 'test',
});

/** What is told of one file, what was missed and what was said besides; the code of the error where it is refused. */
async function judged(name: string, text: string) {
  return inTemporaryDirectory(async (folder) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    try {
      const { findings, coverage } = await lint([path], settings);
      const messages = (incomplete: boolean) =>
        coverage.problems.filter((one) => one.incomplete === incomplete).map(({ message }) => message);
      return {
        told: findings.map(({ id, location, suppression }) => {
          const set = suppression === undefined ? '' : ` (${suppression.reason})`;
          return `${placeOf(location).line} ${id.slice('infrastructure/'.length)}${set}`;
        }),
        missed: messages(true),
        said: messages(false),
        text: JSON.stringify([findings, coverage]),
      };
    } catch (error) {
      if (error instanceof SeaworthyError) return { told: [error.code], missed: [], said: [], text: '' };
      throw error;
    }
  });
}

/** A template in which every check is kept, with functions in short and long form. */
const wellMade = `AWSTemplateFormatVersion: "2010-09-09"
Parameters: { Name: { Type: String } }
Resources:
  Images:
    Type: AWS::ECR::Repository
    Properties:
      RepositoryName: !Sub "\${Name}-web"
      ImageTagMutability: IMMUTABLE
      ImageScanningConfiguration: { ScanOnPush: true }
      EncryptionConfiguration: { EncryptionType: KMS, KmsKey: !GetAtt Key.Arn }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: awsvpc
      ContainerDefinitions:
        - Name: web
          Image: !Ref Image
          User: "10001"
          ReadonlyRootFilesystem: true
          Environment: [{ Name: DB_PASSWORD, Value: !Sub "{{resolve:secretsmanager:db}}" }]
          Secrets: [{ Name: TOKEN, ValueFrom: { "Fn::GetAtt": [Token, Arn] } }]
          LogConfiguration: { LogDriver: awslogs }
  Bucket: { Type: AWS::S3::Bucket }
`;

test('CloudFormation: a well-made template is clean, and other resources are counted', async () => {
  const { told, missed, said } = await judged('stack.yaml', wellMade);
  assert.deepEqual(told, []);
  assert.deepEqual(missed, []);
  assert.deepEqual(said, ['1 resources of other types: not looked at']);
});

test('CloudFormation: what a function gives is no pass where a check needs it, and a comment sets aside', async () => {
  const text = wellMade
    .replace('ImageTagMutability: IMMUTABLE', 'ImageTagMutability: !If [Prod, IMMUTABLE, MUTABLE]')
    .replace('ScanOnPush: true', 'ScanOnPush: { "Fn::Equals": [a, b] }')
    .replace(
      '          User:',
      '          # seaworthy:ignore task-privileged it builds kernels\n          Privileged: true\n          User:',
    );
  const { told, missed } = await judged('stack.yaml', text);
  assert.deepEqual(told, ['19 task-privileged (it builds kernels)']);
  assert.match(missed.join('\n'), /ImageTagMutability is known only when it is deployed/);
  assert.match(missed.join('\n'), /ScanOnPush is known only/);
});

const plan = (resources: readonly object[], unknown: object = {}): string =>
  JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      root_module: {
        resources: resources.slice(0, 1),
        child_modules: [{ address: 'module.a', resources: resources.slice(1) }],
      },
    },
    resource_changes: [{ address: 'aws_eks_cluster.a', change: { after_unknown: unknown } }],
  });
const cluster = {
  address: 'aws_eks_cluster.a',
  mode: 'managed',
  type: 'aws_eks_cluster',
  values: {
    vpc_config: [{ endpoint_public_access: false }],
    encryption_config: [{ resources: ['secrets'] }],
    enabled_cluster_log_types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
  },
};

test('Terraform: a plan is judged, with its modules; what is known only later is no pass', async () => {
  const pod = { address: 'kubernetes_pod.a', mode: 'managed', type: 'kubernetes_pod', values: {} };
  assert.deepEqual((await judged('plan.json', plan([cluster]))).told, []);
  const inModule = await judged(
    'plan.json',
    plan([
      { ...pod, type: 'null_resource' },
      { ...cluster, values: { ...cluster.values, encryption_config: [] } },
    ]),
  );
  assert.deepEqual(inModule.told, ['1 eks-secrets-plain']);
  const open = await judged('plan.json', plan([cluster], { vpc_config: [{ endpoint_public_access: true }] }));
  assert.deepEqual(open.told, []);
  assert.match(open.missed.join('\n'), /endpoint_public_access is known only/);
  assert.match(
    (await judged('plan.json', plan([cluster, pod]))).missed.join('\n'),
    /kubernetes_pod\.a may run containers/,
  );
});

test('infrastructure: what is none, or is about something else, is refused; no secret is told', async () => {
  const bucket = 'Resources: { B: { Type: "AWS::S3::Bucket" } }\n';
  assert.deepEqual((await judged('stack.yaml', bucket)).told, ['E_WRONG_KIND']);
  assert.deepEqual((await judged('stack.yaml', 'Resources: { B: AWS::ECR::Repository }\n')).told, ['E_WRONG_KIND']);
  assert.deepEqual((await judged('stack.yaml', wellMade.slice(0, -3).replace('KMS,', 'KMS, ['))).told.length, 1);
  const secret = wellMade.replace('!Sub "{{resolve:secretsmanager:db}}"', 'correct-horse');
  const found = await judged('stack.yaml', secret);
  assert.deepEqual(found.told, ['20 task-secret-in-environment']);
  assert.ok(!found.text.includes('correct-horse'));
});

test('CloudFormation: what makes resources that stand elsewhere is told', async () => {
  const table: readonly (readonly [string, RegExp | undefined])[] = [
    ['"Fn::ForEach::Each": [Name, [a], { "R": { Type: "AWS::ECR::Repository" } }]', /Fn::ForEach::Each may run/],
    ['"Fn::Transform": { Name: "AWS::Include", Parameters: {} }', /Fn::Transform may run/],
    [
      'Sub: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://a/b.yaml" } }',
      /Stack Sub may run/,
    ],
    ['Sub: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: !Ref Url } }', /Stack Sub may run/],
    ['Sub: { Type: "Own::Web::Site::MODULE" }', /Site::MODULE Sub may run/],
    ['Sub: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: ./b.yaml } }', undefined],
  ];
  for (const [text, expected] of table) {
    const { missed } = await judged('stack.yaml', `${wellMade}  ${text}\n`);
    if (expected === undefined) assert.deepEqual(missed, [], text);
    else assert.match(missed.join('\n'), expected, text);
  }
});

test('Terraform: no module of a plan is left out without a word', async () => {
  const modules = (count: number): string =>
    JSON.stringify({
      terraform_version: '1.11.4',
      planned_values: {
        root_module: {
          child_modules: Array.from({ length: count }, (_, index) => ({
            resources:
              index === count - 1 ? [{ ...cluster, values: { ...cluster.values, encryption_config: [] } }] : [],
          })),
        },
      },
    });
  assert.deepEqual((await judged('plan.json', modules(1_500))).told, ['1 eks-secrets-plain']);
  assert.deepEqual((await judged('plan.json', modules(20_001))).told, ['E_TARGET_UNKNOWN']);
});

test('Terraform: settings of a cluster run no containers', async () => {
  for (const type of [
    'kubernetes_service_account',
    'kubernetes_ingress_v1',
    'kubernetes_network_policy',
    'kubernetes_labels',
  ])
    assert.deepEqual(
      (await judged('plan.json', plan([{ ...cluster, address: 'a.b', type }, cluster]))).missed,
      [],
      type,
    );
});

test('infrastructure: nothing is told as not set where what stands there is not known', async () => {
  const task = (containers: string): string =>
    `Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties: { NetworkMode: awsvpc, ContainerDefinitions: ${containers} }\n`;
  const whole = '{ Name: b, Image: "b:1", ReadonlyRootFilesystem: true, LogConfiguration: { LogDriver: awslogs } }';
  const table = [
    task(`[{ "Fn::If": [P, { Name: a, Privileged: true }, { Ref: "AWS::NoValue" }] }, ${whole}]`),
    task(`[!If [P, a, b], ${whole}]`),
    task(`[{ "Fn::Transform": { Name: "AWS::Include" }, Name: a }]`),
  ];
  for (const text of table) {
    const { told, missed } = await judged('stack.yaml', text);
    assert.deepEqual(told, [], text);
    assert.match(missed.join('\n'), /ContainerDefinitions\[0\] is known only when/, text);
  }
});

test('Terraform: a plan that failed or puts something off is not whole', async () => {
  for (const [more, expected] of [
    [{ errored: true }, 1],
    [{ complete: false }, 1],
    [{ errored: false, complete: true }, 0],
  ] as const) {
    const { missed } = await judged('plan.json', JSON.stringify({ ...JSON.parse(plan([cluster])), ...more }));
    assert.equal(missed.filter((one) => /the plan is not complete/.test(one)).length, expected);
  }
});
