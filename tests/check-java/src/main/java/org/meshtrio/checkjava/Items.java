package org.meshtrio.checkjava;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The next service. */
class Items {

	private final RestClient client;

	Items(RestClient.Builder builder, @Value("${items.url}") String url) {
		this.client = builder.baseUrl(url).build();
	}

	/** An error of the next service isn't one of this service. */
	void call(String path) {
		try {
			this.client.get().uri(path).retrieve().toBodilessEntity();
		}
		catch (RestClientException ex) {
			// The next call is made all the same.
		}
	}

}
