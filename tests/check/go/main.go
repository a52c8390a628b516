// A cart that asks the next service for its items at each request, with net/http. PORT is its port, NEXT the URL of the next
// service. VARIANT says what it does with trace headers: plain forwards none, copying copies them by hand, otel has
// OpenTelemetry's otelhttp. FAULT breaks it in a way that is easy to write.
package main

import (
	"log"
	"net/http"
	"os"
)

var (
	next   = os.Getenv("NEXT") + "/items"
	fault  = os.Getenv("FAULT")
	withB3 = os.Getenv("B3") == "multi"
)

func main() {
	var handler http.Handler
	switch variant := os.Getenv("VARIANT"); variant {
	case "plain":
		handler = cart(http.DefaultClient, func(call, request *http.Request) {})
	case "copying":
		handler = cart(http.DefaultClient, copyHeaders)
	case "otel":
		handler = traced()
	default:
		log.Fatalf("VARIANT is %q, and not plain, copying or otel", variant)
	}
	mux := http.NewServeMux()
	mux.Handle("/cart", handler)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), mux))
}

func cart(client *http.Client, prepare func(call, request *http.Request)) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		call, err := http.NewRequestWithContext(request.Context(), http.MethodGet, next, nil)
		if err != nil {
			http.Error(response, err.Error(), http.StatusInternalServerError)
			return
		}
		prepare(call, request)
		items, err := client.Do(call)
		if err != nil {
			http.Error(response, err.Error(), http.StatusBadGateway)
			return
		}
		defer items.Body.Close()
		if items.StatusCode != http.StatusOK {
			http.Error(response, items.Status, http.StatusBadGateway)
			return
		}
		response.Write([]byte("the cart\n"))
	})
}
