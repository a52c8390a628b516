package org.meshtrio.answer;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One service's part of the answer: who it is, what arrived, what it did.
 *
 * @param schema the version of this form, always {@value #SCHEMA}
 * @param service the service's name, {@code service0}
 * @param version its version, {@code v1}
 * @param pod the pod that it runs in, or {@code null} outside Kubernetes
 * @param namespace that pod's namespace, or {@code null} outside Kubernetes
 * @param status the HTTP status that it answers with: its own if it ends the chain or the
 * request asked for a fault, otherwise that of its call
 * @param message the greeting, or what went wrong, in one sentence
 * @param received the request that arrived
 * @param traceId the trace that the request belongs to as the service sees it, 16 or 32
 * lower-case hex digits, or {@code null} if it doesn't know one
 * @param spanId the service's own server span, 16 lower-case hex digits, or {@code null}
 * if it makes none ({@code mesh.propagation.spans=false})
 * @param sampled whether the trace is recorded, or {@code null} if that isn't decided yet
 * @param durationMillis from the request's arrival at the controller to this answer, in
 * milliseconds
 * @param calls the calls that it made, in the order of its settings; none at the end of
 * the chain
 */
public record Hop(@Nullable Integer schema, String service, String version, @Nullable String pod,
		@Nullable String namespace, int status, String message, Received received, @Nullable String traceId,
		@Nullable String spanId, @Nullable Boolean sampled, double durationMillis, List<Call> calls) {

	/** The version of the JSON form that this record has. */
	public static final int SCHEMA = 2;

	/**
	 * Rejects anything that isn't a hop: any JSON object can be read into this record,
	 * with every value missing.
	 * @throws UnsupportedSchemaException if it is a hop of another schema
	 * @throws NullPointerException if a value is missing that every hop has
	 * @throws IllegalArgumentException if a number isn't possible
	 */
	public Hop {
		Objects.requireNonNull(service, "service");
		Objects.requireNonNull(version, "version");
		Objects.requireNonNull(message, "message");
		Objects.requireNonNull(received, "received");
		if (schema == null || schema != SCHEMA) {
			throw new UnsupportedSchemaException(schema);
		}
		if (status < 100 || status > 599) {
			throw new IllegalArgumentException("status " + status);
		}
		if (!Double.isFinite(durationMillis)) {
			throw new IllegalArgumentException("durationMillis " + durationMillis);
		}
		calls = List.copyOf(calls);
	}

	/**
	 * Creates a hop of this schema. The other values are those of the record.
	 */
	public Hop(String service, String version, @Nullable String pod, @Nullable String namespace, int status,
			String message, Received received, @Nullable String traceId, @Nullable String spanId,
			@Nullable Boolean sampled, double durationMillis, List<Call> calls) {
		this(SCHEMA, service, version, pod, namespace, status, message, received, traceId, spanId, sampled,
				durationMillis, calls);
	}

}
