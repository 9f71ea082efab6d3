-- rpm: run with rpmlua. Pairs that rpm refuses are left out.
for line in io.lines() do
  local a, b = line:match('^(.-)\t(.*)$')
  local x, y = rpm.ver(a), rpm.ver(b)
  if x and y then
    print(a .. '\t' .. (x < y and '<' or x == y and '=' or '>') .. '\t' .. b)
  end
end
