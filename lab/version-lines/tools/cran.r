# R's own compareVersion. It knows no integers beyond 31 bits.
for (line in readLines(file("stdin"))) {
  pair <- strsplit(line, "\t", fixed = TRUE)[[1]]
  op <- c("<", "=", ">")[compareVersion(pair[1], pair[2]) + 2]
  cat(pair[1], "\t", op, "\t", pair[2], "\n", sep = "")
}
