/** Servers: what listens. */
export {
  type AdmissionServer,
  type AdmissionServerOptions,
  startAdmissionServer,
  type TlsFiles,
} from './admission-server.ts';
export { useLittleMemory } from './little-memory.ts';
export { type WebhookPlace, webhookConfiguration } from './webhook-configuration.ts';
