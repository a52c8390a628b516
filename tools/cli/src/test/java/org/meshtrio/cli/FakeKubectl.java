package org.meshtrio.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder for the PATH with a {@code kubectl} that answers from a table, and records
 * what it was asked. A new one in the same folder replaces the one before.
 */
public final class FakeKubectl {

	private final Path folder;

	private final List<String> cases = new ArrayList<>();

	public FakeKubectl(Path folder) throws IOException {
		this.folder = Files.createDirectories(folder);
		Files.deleteIfExists(calls());
		script("openssl", "exit 0");
	}

	/**
	 * Adds an answer; the ones added last come first.
	 * @param arguments a shell pattern for the arguments after the context
	 * @param output what it prints
	 */
	public FakeKubectl answers(String arguments, String output) throws IOException {
		return runs(arguments, output.isEmpty() ? "exit 0" : "cat <<'END'\n" + output + "\nEND\nexit 0");
	}

	public FakeKubectl fails(String arguments, String error) throws IOException {
		return runs(arguments, "echo \"" + error + "\" >&2; exit 1");
	}

	/**
	 * Adds an answer that a script makes.
	 * @param arguments a shell pattern for the arguments after the context
	 * @param then the script
	 */
	public FakeKubectl runs(String arguments, String then) throws IOException {
		this.cases.add(0, quoted(arguments) + ") " + then + " ;;");
		script("kubectl", """
				PATH=/usr/bin:/bin
				[ "$1" != --context ] || shift 2
				printf "%%s\\n" "$*" >>"%s"
				case "$*" in
				%s
				esac
				""".formatted(calls(), String.join("\n", this.cases)));
		return this;
	}

	/** Only the star has a meaning. */
	private static String quoted(String pattern) {
		return '"' + pattern.replace("*", "\"*\"") + '"';
	}

	/**
	 * The calls that changed something, or would have.
	 * @return the arguments of each call
	 */
	public List<String> changes() throws IOException {
		return all().stream()
			.filter((call) -> !call.matches("(get|version|config|logs|api-resources) .*|create .*jsonpath.*"))
			.toList();
	}

	/**
	 * All calls in their order.
	 * @return the arguments of each call
	 */
	public List<String> all() throws IOException {
		return Files.readAllLines(calls());
	}

	public void without(String program) throws IOException {
		Files.delete(this.folder.resolve(program));
	}

	public String path() {
		return this.folder.toString();
	}

	private Path calls() {
		return this.folder.resolve("calls");
	}

	private void script(String name, String text) throws IOException {
		Path file = Files.writeString(this.folder.resolve(name), "#!/bin/sh\n" + text + "\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

}
