// The harbour service of the tour: answers over HTTP/2 without TLS. It is here to be scanned; its dependencies are old on purpose.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/h2c"
)

func main() {
	address := os.Getenv("LISTEN")
	if address == "" {
		address = "127.0.0.1:8080"
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "harbour: %s %s\n", r.Method, r.URL.Path)
	})
	log.Fatal(http.ListenAndServe(address, h2c.NewHandler(handler, &http2.Server{})))
}
