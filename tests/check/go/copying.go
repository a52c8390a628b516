package main

import "net/http"

var names = []string{"Traceparent", "Tracestate", "Baggage", "B3", "X-B3-Traceid", "X-B3-Spanid", "X-B3-Parentspanid",
	"X-B3-Sampled", "X-B3-Flags", "X-Request-Id"}

// copyHeaders copies the trace headers with all their lines. With FAULT=everything, it copies all headers, as a proxy would.
func copyHeaders(call, request *http.Request) {
	if fault == "everything" {
		call.Header = request.Header.Clone()
		return
	}
	for _, name := range names {
		for _, value := range request.Header[name] {
			if value != "" {
				call.Header.Add(name, value)
			}
		}
	}
}
