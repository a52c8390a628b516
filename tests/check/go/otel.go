package main

import (
	"context"
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/contrib/propagators/b3"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/trace"
)

// traced makes spans, and exports none. With FAULT=context, calls don't have the request's context; with FAULT=transport, the
// client isn't wrapped; with FAULT=propagator, none is set, which is the default; with FAULT=sampler, the sampler ignores the
// caller's decision. B3=multi adds B3.
func traced() http.Handler {
	sampler := trace.ParentBased(trace.AlwaysSample())
	if fault == "sampler" {
		sampler = trace.AlwaysSample()
	}
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSampler(sampler)))
	propagators := []propagation.TextMapPropagator{propagation.TraceContext{}, propagation.Baggage{}}
	if withB3 {
		propagators = append(propagators, b3.New(b3.WithInjectEncoding(b3.B3MultipleHeader)))
	}
	if fault != "propagator" {
		otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagators...))
	}
	client := &http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)}
	if fault == "transport" {
		client = http.DefaultClient
	}
	handler := cart(client, func(call, request *http.Request) {
		if fault == "context" {
			*call = *call.WithContext(context.Background())
		}
	})
	return otelhttp.NewHandler(handler, "cart")
}
