package org.meshtrio.propagation.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

import org.meshtrio.propagation.context.ForwardedHeaders;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Adds the forwarded headers to each request just before it's sent: after the tracer and
 * everything in the application, including interceptors. It isn't an interceptor itself,
 * because then Spring would hold each body in memory. Its requests delegate to the
 * client's requests, and stream if those do.
 */
public final class ForwardingRequestFactory extends AbstractClientHttpRequestFactoryWrapper {

	private ForwardingRequestFactory(ClientHttpRequestFactory client) {
		super(client);
	}

	/**
	 * Wraps a client, unless it's wrapped already.
	 * @param client the client
	 * @return a factory whose requests carry the forwarded headers
	 */
	public static ClientHttpRequestFactory around(ClientHttpRequestFactory client) {
		return (client instanceof ForwardingRequestFactory) ? client : new ForwardingRequestFactory(client);
	}

	@Override
	protected ClientHttpRequest createRequest(URI uri, HttpMethod method, ClientHttpRequestFactory client)
			throws IOException {
		ClientHttpRequest request = client.createRequest(uri, method);
		return (request instanceof StreamingHttpOutputMessage streaming) ? new StreamingRequest(request, streaming)
				: new ForwardingRequest(request);
	}

	private static class ForwardingRequest implements ClientHttpRequest {

		private final ClientHttpRequest request;

		ForwardingRequest(ClientHttpRequest request) {
			this.request = request;
		}

		@Override
		public ClientHttpResponse execute() throws IOException {
			OutboundHeaders.complete(ForwardedHeaders.current(), this.request.getHeaders());
			return this.request.execute();
		}

		@Override
		public HttpMethod getMethod() {
			return this.request.getMethod();
		}

		@Override
		public URI getURI() {
			return this.request.getURI();
		}

		@Override
		public Map<String, Object> getAttributes() {
			return this.request.getAttributes();
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.request.getHeaders();
		}

		@Override
		public OutputStream getBody() throws IOException {
			return this.request.getBody();
		}

	}

	/** Spring's converters stream only to a request of this type. */
	private static final class StreamingRequest extends ForwardingRequest implements StreamingHttpOutputMessage {

		private final StreamingHttpOutputMessage streaming;

		StreamingRequest(ClientHttpRequest request, StreamingHttpOutputMessage streaming) {
			super(request);
			this.streaming = streaming;
		}

		@Override
		public void setBody(Body body) {
			this.streaming.setBody(body);
		}

		@Override
		public void setBody(byte[] body) throws IOException {
			this.streaming.setBody(body);
		}

	}

}
