// Go: golang.org/x/mod/semver for modules, go/version for toolchains. Pairs that they do not know are left out.
package main

import (
	"bufio"
	"fmt"
	"go/version"
	"os"
	"strings"

	"golang.org/x/mod/semver"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		a, b, _ := strings.Cut(lines.Text(), "\t")
		var order int
		switch {
		case version.IsValid(a) && version.IsValid(b):
			order = version.Compare(a, b)
		case semver.IsValid(a) && semver.IsValid(b):
			order = semver.Compare(a, b)
		default:
			continue
		}
		fmt.Printf("%s\t%c\t%s\n", a, "<=>"[order+1], b)
	}
}
