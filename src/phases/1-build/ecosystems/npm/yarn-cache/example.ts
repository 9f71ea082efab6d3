import type { Example } from '../../example.ts';

const name = 'lantern-npm-1.3.0-6382451519-10c0.zip';

/** The manifests of a package and of a folder in it, made by `makeZip` of the test fixtures. */
const archive = `
UEsDBBQAAAgIAAAAAADVf7qSNAAAADQAAAAhAAAAbm9kZV9tb2R1bGVzL2xhbnRlcm4vcGFja2FnZS5qc29uq1bKS8xNVbJSyknMK0ktylPSUS
pLLSrOzM9TslIy1DPWM1DSUcrJTE7NKwap8vUMUaoFAFBLAwQUAAAICAAAAAAAYaa16BYAAAAUAAAAHQAAAG5vZGVfbW9kdWxlcy9sYW50ZXJu
L2luZGV4Lmpzy81PKc1J1UutKMgvKilWsFUwtOYCAFBLAwQUAAAICAAAAAAAGs7ZZRMAAAARAAAAJgAAAG5vZGVfbW9kdWxlcy9sYW50ZXJuL2
Rpc3QvcGFja2FnZS5qc29uq1YqqSxIVbJSys1PKc1JVaoFAFBLAQIUABQAAAgIAAAAAADVf7qSNAAAADQAAAAhAAAAAAAAAAAAAAAAAAAAAABu
b2RlX21vZHVsZXMvbGFudGVybi9wYWNrYWdlLmpzb25QSwECFAAUAAAICAAAAAAAYaa16BYAAAAUAAAAHQAAAAAAAAAAAAAAAABzAAAAbm9kZV
9tb2R1bGVzL2xhbnRlcm4vaW5kZXguanNQSwECFAAUAAAICAAAAAAAGs7ZZRMAAAARAAAAJgAAAAAAAAAAAAAAAADEAAAAbm9kZV9tb2R1bGVz
L2xhbnRlcm4vZGlzdC9wYWNrYWdlLmpzb25QSwUGAAAAAAMAAwDuAAAAGwEAAAAA
`;

const map = `const RAW_RUNTIME_STATE =
'{\\
  "packageRegistryData": [["lantern", [["npm:1.3.0", {\\
    "packageLocation": "./.yarn/cache/${name}/node_modules/lantern/",\\
    "packageDependencies": [["lantern", "npm:1.3.0"]]\\
  }]]]]\\
}';
`;

export const example: Example = {
  path: `app/.yarn/cache/${name}`,
  bytes: Uint8Array.from(Buffer.from(archive, 'base64')),
  beside: [{ path: 'app/.pnp.cjs', bytes: new TextEncoder().encode(map) }],
  packages: ['lantern@1.3.0'],
};
