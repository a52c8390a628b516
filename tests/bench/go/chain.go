// A hop of the chain, written by hand with the standard library: it copies the trace headers, makes no spans, and answers with
// the same kind of text as the Java services. tests/bench/run --peers measures three of them.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"slices"
	"time"
)

var forwarded = []string{"X-Request-Id", "B3", "X-B3-Traceid", "X-B3-Spanid", "X-B3-Parentspanid", "X-B3-Sampled",
	"X-B3-Flags", "Traceparent", "Tracestate"}

// Longer than any run needs, as in the Java services.
const timeout = 10 * time.Second

type hop struct {
	number int
	next   string
	client *http.Client
}

func main() {
	number := flag.Int("hop", 0, "the number of this hop")
	listen := flag.String("listen", "", "the address, such as 127.0.0.1:8080")
	next := flag.String("next", "", "the URL of the next hop; the last hop has none")
	flag.Parse()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	// Go keeps two idle connections for each host, unless told otherwise.
	transport.MaxIdleConnsPerHost = 200
	http.Handle("/", &hop{*number, *next, &http.Client{Transport: transport, Timeout: timeout}})
	log.Fatal(http.ListenAndServe(*listen, nil))
}

func (h *hop) ServeHTTP(answer http.ResponseWriter, request *http.Request) {
	log.Printf("service%d %s %s", h.number, request.Method, request.URL.Path)
	var text bytes.Buffer
	if h.next == "" {
		fmt.Fprintf(&text, "hello world\n===================service%d Details of the http request header:============\n",
			h.number)
		write(&text, request.Header, "=[", "]")
	} else if err := h.call(&text, request); err != nil {
		http.Error(answer, err.Error(), http.StatusBadGateway)
		return
	}
	answer.Header().Set("Content-Type", "text/plain;charset=UTF-8")
	answer.Write(text.Bytes())
}

// call sends the request to the next hop, and writes what it answers.
func (h *hop) call(text *bytes.Buffer, request *http.Request) error {
	call, err := http.NewRequestWithContext(request.Context(), http.MethodGet, h.next, nil)
	if err != nil {
		return err
	}
	for _, name := range forwarded {
		if values := request.Header[name]; values != nil {
			call.Header[name] = values
		}
	}
	response, err := h.client.Do(call)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	fmt.Fprintf(text, "===================arrive service%d, invoke service%d============\n", h.number, h.number+1)
	fmt.Fprintf(text, "===================service%d print response from service%d============\n", h.number, h.number+1)
	fmt.Fprintf(text, "%s %s\n", response.Proto, response.Status)
	write(text, response.Header, ": ", "")
	_, err = io.Copy(text, response.Body)
	return err
}

func write(text *bytes.Buffer, headers http.Header, before, after string) {
	names := make([]string, 0, len(headers))
	for name := range headers {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range headers[name] {
			fmt.Fprintf(text, "%s%s%s%s\n", name, before, value, after)
		}
	}
}
