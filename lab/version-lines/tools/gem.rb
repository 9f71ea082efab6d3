# RubyGems. Pairs that it refuses are left out.
STDIN.each_line(chomp: true) do |line|
  a, b = line.split("\t")
  next unless Gem::Version.correct?(a) && Gem::Version.correct?(b)
  order = Gem::Version.new(a) <=> Gem::Version.new(b)
  puts [a, '<=>'[order + 1], b].join("\t")
end
