/** Servers: what listens. */
export { type AdmissionServer, startAdmissionServer } from './admission-server.ts';
export { type AuditServer, startAuditServer } from './audit-server.ts';
export type { TlsFiles } from './https-server.ts';
export { useLittleMemory } from './little-memory.ts';
export { webhookConfiguration } from './webhook-configuration.ts';
