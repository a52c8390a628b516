package org.meshtrio.hop.next;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.UnsupportedSchemaException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the answer of the next service. An answer that isn't a hop is a leaf of the tree.
 * An answer that claims to be a hop must be one, because this service passes it on.
 */
final class HopReader {

	/** Each hop is an object in a call, in the list of the calls of the one before. */
	private static final int NESTING = 3 * ChainPath.MAX_HOPS;

	/** A hop's request, its headers, and a header's values. */
	private static final int NESTING_OF_LAST = 2;

	private static final ObjectReader JSON = new JsonMapper(JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(NESTING + NESTING_OF_LAST).build())
		.build()).readerFor(Hop.class);

	/** Reads only names, so it accepts values of any length. */
	private static final JsonFactory NAMES = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
		.build();

	private HopReader() {
	}

	/**
	 * Reads a body.
	 * @param body the body, which should be JSON
	 * @return the hop, or {@code null} if it's something else
	 * @throws MalformedAnswerException if it claims to be a hop, but isn't a valid one
	 */
	static @Nullable Hop read(byte[] body) throws MalformedAnswerException {
		try {
			return JSON.readValue(body);
		}
		catch (JacksonException ex) {
			if (!claimsToBeHop(body)) {
				return null;
			}
			if (ex.getCause() instanceof UnsupportedSchemaException other) {
				throw new MalformedAnswerException(
						"answered with a tree of schema %d, and this service reads schema %d: deploy one version of both"
							.formatted(other.schema(), Hop.SCHEMA));
			}
			throw new MalformedAnswerException((ex instanceof StreamConstraintsException)
					? "answered with a tree of more than %d hops, or with a number that is too long"
						.formatted(ChainPath.MAX_HOPS)
					: "answered with a tree that has missing or wrong values");
		}
	}

	/** Whether it has the properties that only a hop has, as far as it can be read. */
	private static boolean claimsToBeHop(byte[] body) {
		boolean service = false;
		boolean received = false;
		try (JsonParser parser = NAMES.createParser(ObjectReadContext.empty(), body)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			while (!(service && received) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
				service |= parser.currentName().equals("service");
				received |= parser.currentName().equals("received");
				parser.nextToken();
				parser.skipChildren();
			}
		}
		catch (JacksonException ex) {
			// The properties up to here decide.
		}
		return service && received;
	}

}
