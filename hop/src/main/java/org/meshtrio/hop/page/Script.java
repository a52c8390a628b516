package org.meshtrio.hop.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts JavaScript modules together into one script, because a page in one document has no
 * other files to import. Each module becomes a function that returns its exports, after
 * the modules that it imports. The modules keep to two forms, each on a line of its own:
 * {@code import { a, b } from './other.js';} and {@code export} before a {@code const},
 * {@code function}, or {@code async function}.
 */
final class Script {

	private static final Pattern IMPORT = Pattern.compile("(?m)^import (\\{[^}]+}) from '\\./([\\w-]+)\\.js';$");

	private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(?:const|(?:async )?function) (\\w+))");

	private final UnaryOperator<String> reader;

	/** The finished modules by their names. */
	private final Map<String, String> modules = new LinkedHashMap<>();

	private Script(UnaryOperator<String> reader) {
		this.reader = reader;
	}

	/**
	 * Puts a module together with all that it imports.
	 * @param main the module's name, without {@code .js}
	 * @param reader reads a file
	 * @return the script
	 */
	static String of(String main, UnaryOperator<String> reader) {
		Script script = new Script(reader);
		script.add(main);
		return String.join("", script.modules.values());
	}

	private void add(String module) {
		if (this.modules.containsKey(module)) {
			return;
		}
		String source = this.reader.apply(module + ".js");
		IMPORT.matcher(source).results().map((one) -> one.group(2)).forEach(this::add);
		String exports = EXPORT.matcher(source)
			.results()
			.map((MatchResult one) -> one.group(1))
			.collect(Collectors.joining(", "));
		String body = IMPORT.matcher(source).replaceAll("const $1 = \\$$2;");
		body = EXPORT.matcher(body).replaceAll("");
		this.modules.put(module, "const $%s = (() => {\n%s\nreturn { %s };\n})();\n".formatted(module, body, exports));
	}

}
