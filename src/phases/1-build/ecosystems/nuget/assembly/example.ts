import { gunzipSync } from 'node:zlib';
import type { Example } from '../../example.ts';

/** A library that `mcs` of Mono 6.8 made of one empty class with attributes of its assembly, deflated. */
const library = `
H4sIAAAAAAACA+1VzW8bRRR/azup45IQoKpSQGUjBymQMrLjRKVQgZPYTRzypdg1VYXUrDcTZ2E/rNlNiRGiRQIEN/6EXkBwQOKARITEnQ9V6l
+AekLiAjlw4kD5zew6/opaqTcEb71v5r15897vvZl9Xr36KcWJKIH33j2iAwopTw+mm3hHnvluhL4Zuj1+oK3cHq/sWr7eEF5dGI5uGq7rBXqN
62LP1S1XL6yXdcfb5mx4ODUR+dgoEq1o8S6/dyk2flJLhqAGQ93vaTC9BSwfzmOhCVF7VKBi4TRO+Q+JRtWvPR4Nim7B72uRy6X4MUluET1CD0
HAl+wQk5CXOmQW8P0A45/xKK9EG3eHiy0mfGFShC1PXTWh9lnlmeC2Z0ZYtyJfqT67+V6Yd9LhuKS2DNAVBL2IWBo9HJ2NTWJr6vn58vK8FnmR
mK7PsAzLZXLZC1IzQLY8Byyn3yN6F+OEnJcDYbl1X51LLKxf+nKZvoiFZ5ZevFwqYDyA/IGU522vFsWVJouniIak8JeWo9NhDieiUrTmg9E8RP
a4Fo6DwPgE+AtUAK8q7in+seKfKf4z/aastYjLZ1QVeUDNN+Q50kdjTyppiOT4GPgAnVF8XPHnFM8qfkHZMMROgT9FY+BpoGA0RS+B53A3Gb1M
Vylxs/d66J23HtSkodahXVz1tvds/grN0XrtTW4GVG76AXeImYEnqLhvOA2bs2Xfc2nO97lTs5sVK7D5XIATqO0FPNrANvmOjf1Wh+GGgHMzaJ
u2FhY8p2G4zf6FS5bNq1z48NK/WHJ3POEYMoRh91lt7rmB5XDlOrBqlm0FzX6QoRGTVgglylxct0zuk+ObnrCtWlfGbNuWly+uDovSN1Ynf/z1
p8UvP2/cEsvvV6ReS+iaNjKsUVLZrxUrRKc0ejTyokcVwMXW6ESkVLf55DTLshybnp3NnkdrxB1Qiimjhi/zrLwUldjp14XRWPPc4r7JGzLryq
7w3va15LfvvFE9M3P3k+7v6Yd0e/5LqwceQ3eO7K4teKJg26uG5YYF4DxKGR3+WdLv19k19Z2NhV20Sy+vVuYYfat3XIHbw44LehibAa9Sma6B
F2kTsxKt0xrkEvglzCV9n/jj79B/jL4y42qUnfvVjr7e0xapoCJXySABPxZ6CYdPl3bwzUqaULsqWDWg9bFuUAA7D5KkG/R1YiMmfZShF1hxqX
6Mp3PKJoPnPDQZmqGarAE9DUQaLcDGwcNhH5AfHU0GXau11lDxm8jWUHaSirSvpIaKhU8VfUI7il3A65OpMDW6MC9DL+cM3orITdKL6FrtvVW8
AlbtPdOwzqouwjCfxZNFJjLmMPaVFG65xwUiuwNlN0Z2FFvSpMp9Bfq62iUzbSBHibhOuxREdTjXYxeexjZkR53bW6pioe0KuqSG+xD6sCI8rb
zcB+Ji8GuTHf3HjcpODF8etHuoZXCf+us9lrKmqb79vZVt13UKvmpk0r+Y9PD/+TBH/9N/kP4BWBxEoAAMAAA=
`;

export const example: Example = {
  path: 'app/Example.Json.dll',
  bytes: new Uint8Array(gunzipSync(Buffer.from(library, 'base64'))),
  packages: ['Example.Json@2.1.3'],
};
