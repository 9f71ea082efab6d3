import { controls } from '../../frameworks.ts';
import { isSecret } from '../../secret-names.ts';
import { unknownMark } from '../../unknown-mark.ts';
import type { ResourceCheck } from '../check.ts';
import { type FieldNeeded, needIf, ofTypes, plan, template } from '../look.ts';
import type { ResourceNode } from '../resource-node.ts';
import { ecsClusters, taskDefinitions } from '../types.ts';

const ecs = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';

/** A task with one container, as both tools write it. */
const task = (container: object, more: object = {}): readonly string[] => {
  const upper = (one: unknown): unknown =>
    Array.isArray(one)
      ? one.map(upper)
      : typeof one === 'object' && one !== null
        ? Object.fromEntries(
            Object.entries(one).map(([name, value]) => [(name[0] ?? '').toUpperCase() + name.slice(1), upper(value)]),
          )
        : one;
  const own = { name: 'web', image: 'web:1', ...container };
  const snake = Object.fromEntries(
    Object.entries(more).map(([name, value]) => [name.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`), value]),
  );
  return [
    template('AWS::ECS::TaskDefinition', JSON.stringify(upper({ ...more, containerDefinitions: [own] }))),
    plan('aws_ecs_task_definition', { ...snake, container_definitions: JSON.stringify([own]) }),
  ];
};

const ofContainers = (find: (container: ResourceNode) => readonly FieldNeeded[]): ResourceCheck['look'] =>
  ofTypes(taskDefinitions, (node) => node.get('container_definitions').items().flatMap(find));

/** What runs on ECS. */
export const taskChecks: readonly ResourceCheck[] = [
  {
    id: 'infrastructure/task-privileged',
    version: 1,
    title: 'A container of a task runs privileged',
    severity: 'high',
    aliases: ['CKV_AWS_334'],
    frameworks: controls({ 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'It has the rights of root on the machine: whoever gets into it has the machine, and all other tasks on it.',
    remedy: 'Remove `privileged`.',
    references: [`${ecs}task_definition_parameters.html`],
    violating: task({ privileged: true }),
    clean: [...task({}), ...task({ privileged: false })],
    look: ofContainers((one) =>
      needIf(one.get('privileged').boolean() === true, one.get('privileged'), 'false or not set'),
    ),
  },
  {
    id: 'infrastructure/task-root-user',
    version: 1,
    title: 'A container of a task is told to run as root',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.1.2' }),
    why: 'Whatever user the image names, root of the container is what an attacker then is.',
    remedy: 'Name another user by its number.',
    references: [`${ecs}task_definition_parameters.html`],
    violating: [...task({ user: 'root' }), ...task({ user: '0:0' })],
    clean: [...task({}), ...task({ user: '10001' })],
    look: ofContainers((one) =>
      needIf(/^(?:root|0+)(?::|$)/.test(one.get('user').text() ?? ''), one.get('user'), 'another user'),
    ),
  },
  {
    id: 'infrastructure/task-writable-root',
    version: 1,
    title: 'A container of a task can write to its root file system',
    severity: 'low',
    aliases: ['CKV_AWS_336'],
    frameworks: controls({ 'nist-800-190': '4.4.4' }),
    why: 'Whoever gets in can change the programs that run, and leave others there.',
    remedy: 'Set `readonlyRootFilesystem` to true, and mount a volume where it must write.',
    references: [`${ecs}task_definition_parameters.html`],
    violating: [...task({}), ...task({ readonlyRootFilesystem: false })],
    clean: task({ readonlyRootFilesystem: true }),
    look: ofContainers((one) => {
      const field = one.get('readonlyRootFilesystem');
      return needIf(field.isKnown() && field.boolean() !== true, field, 'true');
    }),
  },
  {
    id: 'infrastructure/task-secret-in-environment',
    version: 1,
    title: 'A secret stands in the environment of a task',
    severity: 'high',
    aliases: ['AVD-AWS-0036'],
    frameworks: controls({ 'nist-800-190': '4.1.4', attack: 'T1552.001' }),
    why: 'Whoever may read the definition, in the file or in the console, has it.',
    remedy: 'Use `secrets` with a parameter or a secret of AWS, and make a new one: this one is known.',
    references: [`${ecs}specifying-sensitive-data.html`],
    violating: task({ environment: [{ name: 'DB_PASSWORD', value: 'correct-horse' }] }),
    clean: [
      ...task({ environment: [{ name: 'LOG_LEVEL', value: 'info' }] }),
      ...task({ secrets: [{ name: 'DB_PASSWORD', valueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/db' }] }),
    ],
    look: ofContainers((one) =>
      one
        .get('environment')
        .items()
        .filter((each) => {
          const value = each.get('value').value;
          return typeof value === 'string' && isSecret(each.get('name').text() ?? '', value);
        })
        // What a function gives does not stand in the file.
        .flatMap((each) => (each.get('value').marked()?.includes(unknownMark) === true ? [] : [each]))
        .map((each) => ({
          node: each.get('value'),
          expected: 'an entry of secrets',
          observed: 'a value that may be a secret',
        })),
    ),
  },
  {
    id: 'infrastructure/task-no-logs',
    version: 1,
    title: 'Nobody keeps what a container of a task says',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.1' }),
    why: 'After an attack, or a fault, there is nothing to look at.',
    remedy: 'Set `logConfiguration`.',
    references: [`${ecs}using_awslogs.html`],
    violating: task({}),
    clean: task({ logConfiguration: { logDriver: 'awslogs' } }),
    look: ofContainers((one) => needIf(!one.get('logConfiguration').isSet, one.get('logConfiguration'), 'a driver')),
  },
  {
    id: 'infrastructure/task-host-network',
    version: 1,
    title: 'A task has the network of the machine',
    severity: 'high',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.2' }),
    why: 'It reaches what listens on the machine alone, and the credentials that the machine is given.',
    remedy: 'Set the network mode to awsvpc.',
    references: [`${ecs}task-networking.html`],
    violating: task({}, { networkMode: 'host' }),
    clean: [...task({}), ...task({}, { networkMode: 'awsvpc' })],
    look: ofTypes(taskDefinitions, (node) =>
      needIf(node.get('network_mode').text() === 'host', node.get('network_mode'), 'awsvpc'),
    ),
  },
  {
    id: 'infrastructure/task-host-pid',
    version: 1,
    title: 'A task sees every process of the machine',
    severity: 'high',
    aliases: ['CKV_AWS_335'],
    frameworks: controls({ 'nist-800-190': '4.4.3', attack: 'T1611' }),
    why: 'It reads the environment of other tasks, and with a little more it ends or enters them.',
    remedy: 'Remove the mode host.',
    references: [`${ecs}task_definition_parameters.html`],
    violating: task({}, { pidMode: 'host' }),
    clean: [...task({}), ...task({}, { pidMode: 'task' })],
    look: ofTypes(taskDefinitions, (node) =>
      needIf(node.get('pid_mode').text() === 'host', node.get('pid_mode'), 'not host'),
    ),
  },
  {
    id: 'infrastructure/ecs-no-insights',
    version: 1,
    title: 'Nobody measures what runs on a cluster of ECS',
    severity: 'low',
    aliases: ['CKV_AWS_65', 'AVD-AWS-0034'],
    frameworks: controls({ 'nist-800-190': '4.4.1' }),
    why: 'A task that starts over and over, or computes for somebody else, is not noticed.',
    remedy: 'Set `containerInsights` to enabled or enhanced.',
    references: [`${ecs}cloudwatch-container-insights.html`],
    violating: [
      template('AWS::ECS::Cluster'),
      plan('aws_ecs_cluster', { setting: [{ name: 'containerInsights', value: 'disabled' }] }),
    ],
    clean: [
      template('AWS::ECS::Cluster', '{ ClusterSettings: [{ Name: containerInsights, Value: enabled }] }'),
      plan('aws_ecs_cluster', { setting: [{ name: 'containerInsights', value: 'enhanced' }] }),
    ],
    look: ofTypes(ecsClusters, (node) => {
      const settings = node.get('ClusterSettings').isSet ? node.get('ClusterSettings') : node.get('setting');
      const own = settings.items().find((one) => one.get('name').text() === 'containerInsights');
      const field = own?.get('value') ?? settings;
      return needIf(
        own === undefined || (field.isKnown() && !/^(?:enabled|enhanced)$/.test(field.text() ?? '')),
        field,
        'containerInsights',
      );
    }),
  },
];
