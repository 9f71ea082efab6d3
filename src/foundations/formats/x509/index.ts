/** Making X.509 certificates. */
export * from './make-certificate.ts';
