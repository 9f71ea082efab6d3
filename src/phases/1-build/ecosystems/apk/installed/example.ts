import type { Example } from '../../example.ts';

const installed = `C:Q1V9pqDrXMdxrjB5xqfLNRz6y9yqM=
P:musl
V:1.2.5-r0
A:x86_64
S:407278
I:667648
T:the musl c library (libc) implementation
U:https://musl.libc.org/
L:MIT
o:musl
m:Natanael Copa <ncopa@alpinelinux.org>
t:1709586282
c:0123456789abcdef0123456789abcdef01234567
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1XGyCaIMlRtEuUJQUdsWLjUoIJR0=
R:libc.musl-x86_64.so.1
a:0:0:777
Z:Q17yJ3JFNypA4mxhJJr0ou6CzsJVI=

P:libcrypto3
V:3.3.2-r0
A:x86_64
L:Apache-2.0
o:openssl
D:so:libc.musl-x86_64.so.1 !libressl
p:so:libcrypto.so.3=3
F:etc
F:etc/ssl
R:openssl.cnf
F:usr/lib
R:libcrypto.so.3

`;

export const example: Example = {
  path: 'lib/apk/db/installed',
  bytes: new TextEncoder().encode(installed),
  packages: ['libcrypto3@3.3.2-r0', 'musl@1.2.5-r0'],
};
