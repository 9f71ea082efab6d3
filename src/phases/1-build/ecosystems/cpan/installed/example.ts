import type { Example } from '../../example.ts';

const record = {
  name: 'Lantern::Light',
  dist: 'Lantern-Light-1.0203',
  version: '1.0203',
  pathname: 'L/LA/LAMP/Lantern-Light-1.0203.tar.gz',
  provides: { 'Lantern::Light': { file: 'lib/Lantern/Light.pm', version: '1.0203' } },
};

const log = `=head2 Mon Jan  1 00:00:00 2024: C<Module> L<Wick|Wick>

=over 4

=item *

C<installed into: /usr/local/lib/perl5/site_perl/5.36.0>

=item *

C<VERSION: 2.10>

=back
`;

export const example: Example = {
  path: 'usr/local/lib/perl5/site_perl/5.36.0/x86_64-linux-gnu/.meta/Lantern-Light-1.0203/install.json',
  bytes: new TextEncoder().encode(JSON.stringify(record)),
  beside: [
    {
      path: 'usr/local/lib/perl5/site_perl/5.36.0/x86_64-linux-gnu/auto/Lantern/Light/.packlist',
      bytes: new TextEncoder().encode(
        '/usr/local/share/man/man3/Lantern::Light.3pm\n/usr/local/lib/perl5/Lantern/Light.pm type=file\n',
      ),
    },
    {
      path: 'usr/local/lib/perl5/5.36.0/x86_64-linux-gnu/perllocal.pod',
      bytes: new TextEncoder().encode(log),
    },
  ],
  packages: ['Lantern-Light@1.0203', 'Wick@2.10'],
};
