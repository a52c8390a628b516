package org.meshtrio.answer;

import org.jspecify.annotations.Nullable;

/**
 * An answer of a service that is older or newer than this one.
 */
public class UnsupportedSchemaException extends IllegalArgumentException {

	private final int schema;

	UnsupportedSchemaException(@Nullable Integer schema) {
		super("the answer has schema %d, and this version reads schema %d".formatted((schema != null) ? schema : 1,
				Hop.SCHEMA));
		this.schema = (schema != null) ? schema : 1;
	}

	/**
	 * The schema of the answer.
	 * @return its number; 1 had none in the answer
	 */
	public int schema() {
		return this.schema;
	}

}
