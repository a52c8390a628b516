package org.meshtrio.cli.options;

import java.io.PrintWriter;

import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The option for programs that read the output.
 */
public final class JsonOption {

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	@Option(names = "--json", description = "Print one JSON object for a program instead of text.")
	private boolean json;

	public boolean isSet() {
		return this.json;
	}

	public static void print(PrintWriter out, Object object) {
		out.println(text(object));
	}

	public static String text(Object object) {
		return MAPPER.writeValueAsString(object);
	}

}
