import { field, type JsonObject } from '../../../../foundations/formats/index.ts';
import { memberAt, textOf } from './json-path.ts';
import { computedField, countField, type JsonField, type JsonSource, textField } from './json-source.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Who did it: a name where the kind of identity has one, else the kind. */
function userOf(event: JsonObject): string | undefined {
  const at = (...keys: readonly string[]): string | undefined => text(memberAt(event, ['userIdentity', ...keys]));
  const type = at('type');
  switch (type) {
    case 'Root':
    case 'IAMUser':
      return at('userName');
    case 'AWSService':
      return at('invokedBy');
    case 'AssumedRole':
      return at('sessionContext', 'sessionIssuer', 'userName') ?? type;
    case 'AWSAccount':
    case 'FederatedUser':
      return type;
    default:
      return undefined;
  }
}

/** Beginnings of names of calls that change something: for the few events that do not say whether they only read. */
const changing =
  /^(?:Activate|Add|Admin|Assign|Associate|Attach|Cancel|Close|Create|Delete|Deregister|Destroy|Detach|Disable|Disassociate|Enable|Initialize|Modify|Open|Purchase|Put|Reboot|Register|Remove|Run|Set|Start|Stop|Suspend|Terminate|Unassign|Unlink|Update|Upgrade|Wipe)/;

function isReadOnly(event: JsonObject): string | undefined {
  const told = field(event, 'readOnly');
  if (typeof told === 'boolean') return String(told);
  const name = text(field(event, 'eventName'));
  return name === undefined ? undefined : String(!changing.test(name));
}

function bytesOf(event: JsonObject, ...names: readonly string[]): number | undefined {
  const counts = names
    .map((name) => memberAt(event, ['additionalEventData', name]))
    .filter((count) => typeof count === 'number');
  return counts.length === 0 ? undefined : Math.trunc(counts.reduce((sum, count) => sum + count, 0));
}

/** 1 for a call that is meant, else nothing. */
const oneFor =
  (isMeant: (name: string) => boolean) =>
  (event: JsonObject): number | undefined =>
    isMeant(text(field(event, 'eventName')) ?? '') ? 1 : undefined;

/** The value of the tag `Name` of the instances that a request makes. */
function instanceName(event: JsonObject): string | undefined {
  const items = memberAt(event, ['requestParameters', 'tagSpecificationSet', 'items']);
  const tags = (Array.isArray(items) ? items : [])
    .filter((item: unknown) => field(item, 'resourceType') === 'instance')
    .flatMap((item: unknown) => {
      const all = field(item, 'tags');
      return Array.isArray(all) ? all : [];
    });
  return text(
    field(
      tags.find((tag: unknown) => field(tag, 'key') === 'Name'),
      'value',
    ),
  );
}

/** Who did what from where, on one line. */
function summary(event: JsonObject): string {
  const failed = field(event, 'errorCode') === undefined ? '' : '!';
  const arrow = isReadOnly(event) === 'false' ? '→' : '←';
  const who = `${userOf(event) ?? '?'} via ${text(field(event, 'sourceIPAddress')) ?? '?'}`;
  return `${who} ${failed}${arrow} ${text(field(event, 'eventName')) ?? '?'}`;
}

const request = (name: string, member: string): JsonField =>
  textField(`ct.request.${name}`, 'requestParameters', member);

/** The log of what was asked of AWS (CloudTrail, as files in a bucket or lines): the events of rules and fields of Falco's plug-in `cloudtrail`. */
export const cloudtrail: JsonSource = {
  name: 'aws_cloudtrail',
  title: 'events of AWS CloudTrail',
  plugin: { name: 'cloudtrail', version: '0.13.0' },
  fields: [
    textField('ct.id', 'eventID'),
    textField('ct.error', 'errorCode'),
    textField('ct.errormessage', 'errorMessage'),
    textField('ct.time', 'eventTime'),
    textField('ct.src', 'eventSource'),
    computedField('ct.shortsrc', (event) => text(field(event, 'eventSource'))?.replace(/\.amazonaws\.com$/, '')),
    textField('ct.name', 'eventName'),
    computedField('ct.user', userOf),
    computedField('ct.user.accountid', (event) => {
      const account = memberAt(event, ['userIdentity', 'accountId']) ?? field(event, 'recipientAccountId');
      return account === undefined ? undefined : textOf(account);
    }),
    textField('ct.user.identitytype', 'userIdentity', 'type'),
    textField('ct.user.principalid', 'userIdentity', 'principalId'),
    textField('ct.user.arn', 'userIdentity', 'arn'),
    textField('ct.region', 'awsRegion'),
    textField('ct.response', 'responseElements'),
    textField('ct.response.subnetid', 'responseElements', 'subnetId'),
    textField('ct.response.reservationid', 'responseElements', 'reservationId'),
    textField('ct.request', 'requestParameters'),
    request('availabilityzone', 'availabilityZone'),
    request('cluster', 'cluster'),
    request('functionname', 'functionName'),
    request('groupname', 'groupName'),
    request('host', 'Host'),
    request('name', 'name'),
    request('policy', 'policy'),
    request('serialnumber', 'serialNumber'),
    request('servicename', 'serviceName'),
    request('subnetid', 'subnetId'),
    request('taskdefinition', 'taskDefinition'),
    request('username', 'userName'),
    textField('ct.srcip', 'sourceIPAddress'),
    textField('ct.useragent', 'userAgent'),
    computedField('ct.info', summary),
    computedField('ct.managementevent', (event) => String(field(event, 'managementEvent') === true)),
    computedField('ct.readonly', isReadOnly),
    textField('ct.requestid', 'requestID'),
    textField('ct.eventtype', 'eventType'),
    textField('ct.apiversion', 'apiVersion'),
    textField('ct.resources', 'resources'),
    textField('ct.recipientaccountid', 'recipientAccountId'),
    textField('ct.serviceeventdetails', 'serviceEventDetails'),
    textField('ct.sharedeventid', 'sharedEventID'),
    textField('ct.vpcendpointid', 'vpcEndpointId'),
    textField('ct.eventcategory', 'eventCategory'),
    textField('ct.addendum.reason', 'addendum', 'reason'),
    textField('ct.sessioncredentialfromconsole', 'sessionCredentialFromConsole'),
    textField('ct.edgedevicedetails', 'edgeDeviceDetails'),
    textField('ct.tlsdetails.tlsversion', 'tlsDetails', 'tlsVersion'),
    textField('ct.tlsdetails.ciphersuite', 'tlsDetails', 'cipherSuite'),
    textField('ct.tlsdetails.clientprovidedhostheader', 'tlsDetails', 'clientProvidedHostHeader'),
    textField('ct.additionaleventdata', 'additionalEventData'),
    computedField('s3.uri', (event) => {
      const [bucket, key] = ['bucketName', 'key'].map((name) => text(memberAt(event, ['requestParameters', name])));
      return bucket === undefined || key === undefined ? undefined : `s3://${bucket}/${key}`;
    }),
    textField('s3.bucket', 'requestParameters', 'bucketName'),
    textField('s3.key', 'requestParameters', 'key'),
    countField('s3.bytes', (event) => bytesOf(event, 'bytesTransferredIn', 'bytesTransferredOut')),
    countField('s3.bytes.in', (event) => bytesOf(event, 'bytesTransferredIn')),
    countField('s3.bytes.out', (event) => bytesOf(event, 'bytesTransferredOut')),
    countField(
      's3.cnt.get',
      oneFor((name) => name === 'GetObject'),
    ),
    countField(
      's3.cnt.put',
      oneFor((name) => name === 'PutObject'),
    ),
    countField(
      's3.cnt.other',
      oneFor((name) => name !== '' && name !== 'GetObject' && name !== 'PutObject'),
    ),
    computedField('ec2.name', instanceName),
    textField('ec2.imageid', 'responseElements', 'instancesSet', 'items', '0', 'imageId'),
    textField('ecr.repository', 'requestParameters', 'repositoryName'),
    textField('ecr.image.tag', 'requestParameters', 'imageTag'),
    textField('iam.role', 'requestParameters', 'roleName'),
    textField('iam.policy', 'requestParameters', 'policyName'),
  ],
  eventsIn(document) {
    const records = field(document, 'Records');
    if (Array.isArray(records)) return records;
    return field(document, 'eventSource') !== undefined && field(document, 'eventName') !== undefined
      ? [document]
      : undefined;
  },
  timeOf: (event) => field(event, 'eventTime'),
};
