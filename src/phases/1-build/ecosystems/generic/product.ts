import type { CpeProduct } from '../ecosystem.ts';

/**
 * How the CPE dictionary calls software of which no other list that we read speaks (NIST IR 7695; nvd.nist.gov/products/cpe): its vendor and product. Data: one
 * more is one more line.
 */
const products: Readonly<Record<string, CpeProduct>> = {
  bash: { vendor: 'gnu', product: 'bash' },
  busybox: { vendor: 'busybox', product: 'busybox' },
  curl: { vendor: 'haxx', product: 'curl' },
  dovecot: { vendor: 'dovecot', product: 'dovecot' },
  lighttpd: { vendor: 'lighttpd', product: 'lighttpd' },
  mosquitto: { vendor: 'eclipse', product: 'mosquitto' },
  openssh: { vendor: 'openbsd', product: 'openssh' },
  openssl: { vendor: 'openssl', product: 'openssl' },
  perl: { vendor: 'perl', product: 'perl' },
  postfix: { vendor: 'postfix', product: 'postfix' },
  proftpd: { vendor: 'proftpd', product: 'proftpd' },
  rust: { vendor: 'rust-lang', product: 'rust' },
  squid: { vendor: 'squid-cache', product: 'squid' },
  unbound: { vendor: 'nlnetlabs', product: 'unbound' },
  vsftpd: { vendor: 'vsftpd_project', product: 'vsftpd' },
  wget: { vendor: 'gnu', product: 'wget' },
};

/** The product of the CPE dictionary that a piece of software without a package is; undefined where nobody has said which. */
export function productOf(name: string): CpeProduct | undefined {
  return Object.hasOwn(products, name) ? products[name] : undefined;
}
