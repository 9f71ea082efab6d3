/* Pages that several checks refer to. */

const compose = 'https://docs.docker.com/reference/compose-file/';
export const services = `${compose}services/`;
export const deploy = `${compose}deploy/`;
export const build = `${compose}build/`;
export const engineSecurity = 'https://docs.docker.com/engine/security/';
export const composeSecrets = 'https://docs.docker.com/compose/how-tos/use-secrets/';
export const packetFiltering = 'https://docs.docker.com/engine/network/packet-filtering-firewalls/';
