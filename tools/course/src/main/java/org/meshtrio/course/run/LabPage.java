package org.meshtrio.course.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of a lab. It begins with {@code # Title}, an empty line, and the line for the
 * list of labs: {@code routing, 2 minutes: what happens.} Each shell block has a name
 * after its language: {@code ```sh split}.
 *
 * @param name the lab's name
 * @param title the title
 * @param group the part of the course that the lab belongs to
 * @param minutes how long it takes to read the page and type the commands
 * @param summary one sentence that says what happens
 * @param blocks the shell blocks by name, in the page's order
 */
public record LabPage(String name, String title, String group, int minutes, String summary,
		Map<String, String> blocks) {

	private static final Pattern HEAD = Pattern
		.compile("# (?<title>.+)\n\n(?<group>[a-z]+), (?<minutes>\\d+) minutes?: (?<summary>.+)\n");

	private static final Pattern BLOCK = Pattern.compile("(?m)^```sh *(?<name>.*)\n(?<text>(?s:.*?))^```$");

	static Path folder(Path home) {
		return home.resolve("istio/labs");
	}

	/**
	 * Reads a page.
	 * @param home the repository
	 * @param name the lab's name
	 * @return the page
	 * @throws LabException if there is no page, or if it doesn't have the form of one
	 */
	public static LabPage read(Path home, String name) throws LabException {
		Path file = folder(home).resolve(name).resolve("README.md");
		String text;
		try {
			text = Files.readString(file);
		}
		catch (IOException ex) {
			throw new LabException("there is no " + file);
		}
		Matcher head = HEAD.matcher(text);
		if (!head.lookingAt()) {
			throw new LabException(file + " doesn't begin with \"# Title\" and \"group, N minutes: what happens.\"");
		}
		return new LabPage(name, head.group("title"), head.group("group"), Integer.parseInt(head.group("minutes")),
				head.group("summary"), blocks(file, text));
	}

	private static Map<String, String> blocks(Path file, String text) throws LabException {
		Map<String, String> blocks = new LinkedHashMap<>();
		Matcher block = BLOCK.matcher(text);
		while (block.find()) {
			String name = block.group("name").strip();
			if (name.isEmpty()) {
				throw new LabException(file + " has a shell block without a name");
			}
			if (blocks.put(name, block.group("text")) != null) {
				throw new LabException(file + " has two shell blocks called " + name);
			}
		}
		if (!List.copyOf(blocks.keySet())
			.subList(Math.max(0, blocks.size() - 1), blocks.size())
			.equals(List.of(Steps.CLEAN))) {
			throw new LabException(file + " doesn't end with a shell block called " + Steps.CLEAN);
		}
		return blocks;
	}

}
