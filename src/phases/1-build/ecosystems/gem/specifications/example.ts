import type { Example } from '../../example.ts';

/** As `gem install` writes it, shortened. */
const specification = `# -*- encoding: utf-8 -*-
# stub: rack-lantern 2.1.0.pre1 java lib
# stub: ext/lantern/extconf.rb

Gem::Specification.new do |s|
  s.name = "rack-lantern".freeze
  s.version = "2.1.0.pre1"
  s.platform = "java".freeze

  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :required_rubygems_version=
  s.authors = ["A. Lamp".freeze]
  s.description = "Light, a \\"lantern\\" # no comment".freeze
  s.licenses = ["MIT".freeze, "Ruby".freeze]
  s.installed_by_version = "3.3.15" if s.respond_to? :installed_by_version

  if s.respond_to? :add_runtime_dependency then
    s.add_runtime_dependency(%q<rack>.freeze, [">= 2.0"])
    s.add_development_dependency(%q<rake>.freeze, [">= 0"])
  else
    s.add_dependency(%q<rack>.freeze, [">= 2.0"])
  end
end
`;

const git = `# -*- encoding: utf-8 -*-
# stub: wick 0.1.0 ruby lib

Gem::Specification.new do |s|
  s.name = "wick".freeze
  s.version = "0.1.0"
end
`;

export const example: Example = {
  path: 'usr/local/bundle/specifications/rack-lantern-2.1.0.pre1-java.gemspec',
  bytes: new TextEncoder().encode(specification),
  packages: ['rack-lantern@2.1.0.pre1', 'wick@0.1.0'],
  beside: [
    {
      path: 'usr/local/bundle/bundler/gems/wick-0a1b2c3d4e5f/wick.gemspec',
      bytes: new TextEncoder().encode(git),
    },
  ],
};
