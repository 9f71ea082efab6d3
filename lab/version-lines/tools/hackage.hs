-- Haskell's own Data.Version: run with `runhugs -98` or runghc.
import Data.Version

numbers :: String -> [Int]
numbers text = case break (== '.') text of
  (digits, []) -> [read digits]
  (digits, _ : rest) -> read digits : numbers rest

line :: String -> String
line text = a ++ "\t" ++ op (compare (of' a) (of' b)) ++ "\t" ++ b
  where (a, rest) = break (== '\t') text
        b = drop 1 rest
        of' each = Version (numbers each) []
        op LT = "<"
        op EQ = "="
        op GT = ">"

main :: IO ()
main = interact (unlines . map line . lines)
