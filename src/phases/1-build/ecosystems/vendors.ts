import { isBelow, mailDomain } from './origin.ts';

/**
 * Domains of makers who publish packages of their own and under whose address no distribution's maintainer works. Facts from their public
 * repositories; a new one is one word.
 */
const domains: readonly string[] = [
  '1password.com',
  'azul.com',
  'beekeeperstudio.io',
  'cloudflare.com',
  'confluent.io',
  'couchbase.com',
  'cribl.io',
  'datadoghq.com',
  'docker.com',
  'dynatrace.com',
  'elastic.co',
  'f5.com',
  'fluentbit.io',
  'gitlab.com',
  'grafana.com',
  'hashicorp.com',
  'haproxy.com',
  'influxdata.com',
  'influxdb.com',
  'jenkins.io',
  'kubernetes.io',
  'liquibase.com',
  'mariadb.org',
  'mongodb.com',
  'neo4j.com',
  'newrelic.com',
  'nginx.com',
  'nodesource.com',
  'nvidia.com',
  'openresty.com',
  'percona.com',
  'rabbitmq.com',
  'redis.com',
  'redis.io',
  'sgerrand.com',
  'splunk.com',
  'sury.org',
  'tailscale.com',
  'teleport.com',
  'timescale.com',
  'treasure-data.com',
  'varnish-software.com',
  'wso2.com',
  'yarnpkg.com',
  'zabbix.com',
];

/** Makers who give no address of their own domain, by how their name begins. */
const names: readonly string[] = [
  'Amazon',
  'Google',
  'GitHub',
  'Kubernetes Authors',
  'Launchpad PPA',
  'Microsoft',
  'MySQL',
  'Oracle MySQL',
  'Opera',
  'PostgreSQL Global Development Group',
  'The Bazel Authors',
];

/** Addresses in full, of firms for which distributions' maintainers work as well. */
const addresses: readonly string[] = [
  'chrome-linux@google.com',
  'gpgsecurity@microsoft.com',
  'mysql-build@oss.oracle.com',
  'opensource@github.com',
];

/** Whether a maintainer is a maker with repositories of its own. */
export function isVendor(maintainer: string): boolean {
  const lower = maintainer.toLowerCase();
  return (
    isBelow(mailDomain(maintainer), domains) ||
    names.some((name) => maintainer === name || maintainer.startsWith(`${name} `)) ||
    addresses.some((address) => lower.includes(address))
  );
}
