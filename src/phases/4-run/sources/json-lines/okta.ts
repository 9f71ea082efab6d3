import { field, type JsonObject } from '../../../../foundations/formats/index.ts';
import type { FieldValue } from '../../../../foundations/languages/falco/index.ts';
import { memberAt, textOf } from './json-path.ts';
import { computedField, countField, type JsonField, type JsonSource, textField, untoldField } from './json-source.ts';

/** What an event is about: its last target of one type, as the plug-in of Falco takes it. */
function targetField(name: string, type: string, member: string): JsonField {
  return computedField(name, (event) => {
    const targets = field(event, 'target');
    const found = Array.isArray(targets)
      ? targets.findLast((target: unknown) => field(target, 'type') === type)
      : undefined;
    const value = field(found, member);
    return value === undefined ? undefined : textOf(value);
  });
}

/** The application whose page was asked for. */
function application(event: JsonObject): string | undefined {
  const uri = memberAt(event, ['debugContext', 'debugData', 'requestUri']);
  return typeof uri === 'string' ? /^\/app\/([^/]*)/.exec(uri)?.[1] : undefined;
}

const wholeNumber = (value: unknown): FieldValue | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;

const principal = ['debugContext', 'debugData', 'originalPrincipal'] as const;
const geography = ['client', 'geographicalContext'] as const;
const counted = { argument: { required: true, form: 'index' } } as const;

/** The system log of Okta (`/api/v1/logs`): the events of rules and fields of Falco's plug-in `okta`. */
export const okta: JsonSource = {
  name: 'okta',
  title: 'events of the system log of Okta',
  plugin: { name: 'okta', version: '0.11.1' },
  fields: [
    computedField('okta.app', application),
    // The organisation and counts over many events are known to who collects them.
    untoldField('okta.org'),
    textField('okta.evt.type', 'eventType'),
    textField('okta.evt.legacytype', 'legacyEventType'),
    textField('okta.severity', 'severity'),
    textField('okta.message', 'displayMessage'),
    textField('okta.published', 'published'),
    textField('okta.actor.id', 'actor', 'id'),
    textField('okta.actor.Type', 'actor', 'type'),
    textField('okta.actor.alternateid', 'actor', 'alternateId'),
    textField('okta.actor.name', 'actor', 'displayName'),
    textField('okta.client.zone', 'client', 'zone'),
    textField('okta.client.ip', 'client', 'ipAddress'),
    textField('okta.client.device', 'client', 'device'),
    textField('okta.client.id', 'client', 'id'),
    textField('okta.client.geo.city', ...geography, 'city'),
    textField('okta.client.geo.state', ...geography, 'state'),
    textField('okta.client.geo.country', ...geography, 'country'),
    textField('okta.client.geo.postalcode', ...geography, 'postalCode'),
    textField('okta.client.geo.lat', ...geography, 'geolocation', 'lat'),
    textField('okta.client.geo.lon', ...geography, 'geolocation', 'lon'),
    textField('okta.useragent.os', 'client', 'userAgent', 'os'),
    textField('okta.useragent.browser', 'client', 'userAgent', 'browser'),
    textField('okta.useragent.raw', 'client', 'userAgent', 'rawUserAgent'),
    textField('okta.result', 'outcome', 'result'),
    textField('okta.reason', 'outcome', 'reason'),
    textField('okta.transaction.id', 'transaction', 'id'),
    textField('okta.transaction.type', 'transaction', 'type'),
    textField('okta.requesturi', 'debugContext', 'debugData', 'requestUri'),
    textField('okta.principal.id', ...principal, 'id'),
    textField('okta.principal.alternateid', ...principal, 'alternateId'),
    textField('okta.principal.type', ...principal, 'type'),
    textField('okta.principal.name', ...principal, 'displayName'),
    textField('okta.authentication.step', 'authenticationContext', 'authenticationStep'),
    textField('okta.authentication.sessionid', 'authenticationContext', 'externalSessionId'),
    countField('okta.security.asnumber', (event) => wholeNumber(memberAt(event, ['securityContext', 'asNumber']))),
    textField('okta.security.asorg', 'securityContext', 'asOrg'),
    textField('okta.security.isp', 'securityContext', 'isp'),
    textField('okta.security.domain', 'securityContext', 'domain'),
    targetField('okta.target.user.id', 'User', 'id'),
    targetField('okta.target.user.alternateid', 'User', 'alternateId'),
    targetField('okta.target.user.name', 'User', 'displayName'),
    targetField('okta.target.group.id', 'UserGroup', 'id'),
    targetField('okta.target.group.alternateid', 'UserGroup', 'alternateId'),
    targetField('okta.target.group.name', 'UserGroup', 'displayName'),
    targetField('okta.target.app.alternateid', 'AppInstance', 'alternateId'),
    { info: { name: 'okta.mfa.failure.countlast', type: 'integer', ...counted } },
    { info: { name: 'okta.mfa.deny.countlast', type: 'integer', ...counted } },
  ],
  eventsIn: (document) =>
    field(document, 'eventType') !== undefined &&
    field(document, 'published') !== undefined &&
    field(document, 'actor') !== undefined
      ? [document]
      : undefined,
  timeOf: (event) => field(event, 'published'),
};
