import { gunzipSync } from 'node:zlib';
import type { Example } from '../../example.ts';

/** A program of three functions, made by `goProgram` of the test fixtures, and gzipped. */
const program = `
H4sIAAAAAAAAA81VzUrDQBCebbU2BUG82IMHTx63TRERoRIRtQehok+wbWIaSLKhTSUixR486N2XEHwIQY8efQivgvfIJpPSbsVSrcQPsrOz
M9/M/mR2r/aPDjKEQIIM7ECsaUMtwHNu4AIabAEBDXIwH/kOmYYYsbxDYyJhacQZ3i4B4OklNaSdP8XUEd7DMAQg+Sx8jRrKPsprlDcob1G2
u65vOQZ1mOWCaOKeyW3mmpS3zVJQ8o3ALwm9y0yDHrN2xxhNtoqJdKEQgAehE/gW0sTnhpVQgoi9OIM4Ym4rs4gjCi6uk1pGg7/ELcb/mJLX
T+oZ+bKeNnrZ/zGPn2KwnwT3l0y3nnDtkK81upatW+7Zdj4j2/MmV2mlQtX7sTrymN9SjIA5nm1EFepzbpeajh51Cg7Xx6zKuUo3aFlpqdtB
taAbnjJW4Mp5maroc1EtRFNTDuu7J3u1KnP0zY3BUP20altuNyiMLYqKQEBN7jVt12cNoDrzmRigyVI50E6r47eF9bcg+CWlm5xJcufJV5D0
hMGCxB/UBp5GbwJ/Wc6P/3QfB4rSqcr8osR/nNdQxvqr5C/z15Gb8O9yo293eQL/Ez9KQXdECAAA
`;

export const example: Example = {
  path: 'usr/local/bin/tool',
  mode: 0o755,
  bytes: new Uint8Array(gunzipSync(Buffer.from(program, 'base64'))),
  packages: ['example.org/tool@v1.4.0', 'golang.org/x/text@v0.14.0', 'stdlib@v1.22.1'],
};
