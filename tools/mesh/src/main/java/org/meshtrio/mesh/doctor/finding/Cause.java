package org.meshtrio.mesh.doctor.finding;

/**
 * Why traces are missing or broken, in the order in which the doctor looks: each cause
 * hides those after it.
 */
public enum Cause {

	/** The proxies make no spans, or none of them arrives in the store. */
	NO_SPANS("no spans"),

	/** Most requests, or those of this caller, aren't recorded. */
	SAMPLING("sampling"),

	/** A service reads another trace context than the one that the proxies renew. */
	FORMAT("header format"),

	/** A service doesn't forward the context that it received. */
	FORWARDING("headers not forwarded"),

	/** A service makes spans, and the store never gets them. */
	REPORTING("spans not reported");

	private final String title;

	Cause(String title) {
		this.title = title;
	}

	/**
	 * The cause in a few words.
	 * @return such as {@code headers not forwarded}
	 */
	public String title() {
		return this.title;
	}

}
