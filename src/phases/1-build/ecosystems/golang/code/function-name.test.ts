import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionsOf } from './function-name.ts';

/** Names as the linker writes them, and the functions they stand for: `PACKAGE SYMBOL`. */
const names: [name: string, ...functions: string[]][] = [
  ['net/http.Get', 'net/http Get'],
  ['net/http.(*Server).Serve', 'net/http Server.Serve'],
  // A function with a part, or a type with a method: nobody can say.
  ['net/http.Header.Get', 'net/http Header', 'net/http Header.Get'],
  ['net/http.(*Server).Serve.func1', 'net/http Server.Serve'],
  ['net/http.(*Server).Serve.gowrap3', 'net/http Server.Serve'],
  ['net/http.(*Server).onceSetNextProtoDefaults-fm', 'net/http Server.onceSetNextProtoDefaults'],
  ['net/http.Header.Get-fm', 'net/http Header', 'net/http Header.Get'],
  ['net/http.Get.func1', 'net/http Get'],
  ['net/http.Get.func1.2', 'net/http Get'],
  ['net/http.Get.deferwrap1', 'net/http Get'],
  ['maps.Keys-range1', 'maps Keys'],
  ['main.main', 'main main'],
  ['main.init.0', 'main init'],
  ['main.init.0.func1', 'main init'],
  ['gopkg.in/yaml%2ev3.(*Decoder).Decode', 'gopkg.in/yaml.v3 Decoder.Decode'],
  ['gopkg.in/yaml%2ev3.Unmarshal', 'gopkg.in/yaml.v3 Unmarshal'],
  ['example.org/a%22b%25.F', 'example.org/a"b% F'],
  ['example.org/%c3%a9.F', 'example.org/é F'],
  ['slices.Sort[...]', 'slices Sort'],
  ['slices.Sort[...].func1', 'slices Sort'],
  ['sync/atomic.(*Pointer[...]).Load', 'sync/atomic Pointer.Load'],
  ['sync/atomic.(*Pointer[net/http.response]).Swap', 'sync/atomic Pointer.Swap'],
  ['k8s.io/a/sets.(*Set[k8s.io/api/core/v1.Name]).Has', 'k8s.io/a/sets Set.Has'],
  ['a.org/b.F[go.shape.struct { a.org/c.X; Y []int }]', 'a.org/b F'],
  // A method that came with a type of another package.
  ['github.com/a/internal.(*SafeFile).debug/elf.apply', 'github.com/a/internal SafeFile.debug/elf'],
  // From no source.
  ['type:.eq.net/http.response'],
  ['type..hash.net/http.response'],
  ['go:buildid'],
  ['go.buildid'],
  ['_rt0_amd64_linux'],
  ['_cgo_77133bf98b3a_Cfunc_free'],
  ['x_cgo_munmap.cold'],
  ['sqlite3_step.part.0'],
  ['.F'],
  [''],
];
for (const [name, ...functions] of names) {
  test(`${name || 'no name'} is ${functions.join(' or ') || 'none'}`, () => {
    assert.deepEqual(
      functionsOf(name).map(({ package: path, symbol }) => `${path} ${symbol}`),
      functions,
    );
  });
}
