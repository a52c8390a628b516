package org.meshtrio.answer;

import org.jspecify.annotations.Nullable;

/**
 * An answer from a service of another version, with another schema.
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
	 * @return its number; an answer without a number has schema 1
	 */
	public int schema() {
		return this.schema;
	}

}
