/** Servers: what listens. */
export { type AdmissionServer, startAdmissionServer, type TlsFiles } from './admission-server.ts';
export { type AuditServer, startAuditServer } from './audit-server.ts';
export { useLittleMemory } from './little-memory.ts';
export { webhookConfiguration } from './webhook-configuration.ts';
