import type { Example } from '../../example.ts';

const metadata = `Metadata-Version: 2.1
Name: Typing_Extensions
Version: 4.12.2
Summary: Backported and Experimental Type Hints for Python 3.8+
Classifier: License :: OSI Approved :: Python Software Foundation License
Author-email: "Lind, Mara" <mara@types.example>, Other <o@types.example>
Project-URL: Source, https://types.example/src
Requires-Python: >=3.8
Requires-Dist: Some.Thing (<2,>=1) ; python_version < "3.9"
Requires-Dist: pytest ; extra == 'tests'
Description-Content-Type: text/markdown

# Typing Extensions

Version: 0 is no field, the body has begun.
`;

export const example: Example = {
  path: 'usr/lib/python3.11/site-packages/typing_extensions-4.12.2.dist-info/METADATA',
  bytes: new TextEncoder().encode(metadata),
  beside: [
    {
      path: 'usr/lib/python3.11/site-packages/typing_extensions-4.12.2.dist-info/RECORD',
      bytes: new TextEncoder().encode('typing_extensions.py,sha256=x,10\n'),
    },
  ],
  packages: ['Typing_Extensions@4.12.2'],
};
