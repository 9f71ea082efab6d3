import { gunzipSync } from 'node:zlib';
import type { Example } from '../../example.ts';

/** A library that exports the two variables and nothing else, made by gcc 12 of C, deflated. */
const program = `
H4sIAAAAAAACA6t39XFjYmRkgAFmBjsGBI+BwQFKV7Agi1kwsAJJTgYOsFokKQzgwIRGQ8VB+tiAOAAqjk7vZkSlYfqYCOjbwIBKc0DpwKclKW
wMxAMBKB0E1MdCgn2M8HBEhAszmtmMUH/gAyA1giCfQjV/goqzQcV/MKP6TwimHmopN8yg4qT8XDARn5Oal16SwRAfX1yWG1+WWlScmZ8Xn5mX
ls9ARQDzcwQ0IFih/AeMCPeDQAOUzwXlqzKguluCgT5AvhsSgkzMcyc4Zh824Gn97/VhZ+G0i4YvVm64+DovOaCoQFbXeKvqwx2pC5/sP88Ve3
LXRuf+f1/uTZ7nn+We6Gw4Y0lYa5XUGvWW5+ZbNULOJ8QrfusLSNtaJ1C1Z4LVfh3Wc2w+tWy3J3sxN3fsve0qzG5YMpFP58xEN4/MpoxDS2Y7
ZK5kja5bcuS7ffiKpeu+Pg7Kl5HSV7Zz0Z/z/a7WDOWEr3Oj/nZFxc8uvmp06Hfuv8LAP/H9ScsfXmb5ZpCfMWO91dVf795rbW7Run0t/eGbHE
7p2WeiEg6IXbCy+P/Hp3Dmd/1NBdXOt9NyjunrrTlQIANPdrD05F6UmJgT5qtgZMzg7uxspaDhkpqUmZinYGikZ6RnoGtoop2SmmRoVGqoCRVi
YNArziguKSpJTGLQy0gszmDQS6nMK67MhdAlRQx6qRnxaUWJualgkcTczGQgI7EkkUEvOT83NzWvhBrxxg1NW0xo6Q1GqyCVF8j5BJY+BaFmMK
GlRxidgJR3GZH0w9KlJFSOCS19w2hVLPkZGSiilQPo5SQ64EDja0PzEqxswVUuMaPph5VrJlD7mRnQFEJpbjQHK6DZbwXVb4AeL9AAVsfhf2Sa
GYs/jaD6nQmEHwDjnPW8uAYAAA==
`;

export const example: Example = {
  path: 'usr/local/bin/app',
  mode: 0o755,
  bytes: new Uint8Array(gunzipSync(Buffer.from(program, 'base64'))),
  packages: ['io.netty:netty-codec-http2@4.1.74.Final', 'org.example:app@1.0'],
};
