package org.meshtrio.course;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The relative links and anchors of every page lead somewhere. Links to other sites
 * aren't followed.
 */
class LinksTest {

	private static final Path HOME = Path.of(System.getProperty("trio.home"));

	private static final Set<String> SKIPPED = Set.of(".git", "target");

	private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");

	private static final Pattern CODE = Pattern.compile("`[^`\n]*`");

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

	static List<Path> pages() throws IOException {
		List<Path> pages = new ArrayList<>();
		Files.walkFileTree(HOME, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
				return SKIPPED.contains(folder.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE
						: FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				if (file.toString().endsWith(".md")) {
					pages.add(file);
				}
				return FileVisitResult.CONTINUE;
			}

		});
		return pages;
	}

	@Test
	void anAnchorIsTheHeadingAsGitHubWritesIt() {
		assertThat(anchors("# What's *new*, in `trio-fault`?\n\n## Twice\n\n```sh\n# no heading\n```\n\n## Twice\n"))
			.containsExactlyInAnyOrder("whats-new-in-trio-fault", "twice", "twice-1");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkLeadsSomewhere(Path page) throws IOException {
		List<String> broken = new ArrayList<>();
		for (String link : links(Files.readString(page))) {
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? page
					: page.resolveSibling(URLDecoder.decode(parts[0], StandardCharsets.UTF_8));
			boolean found = Files.exists(target)
					&& (parts.length == 1 || anchors(Files.readString(target)).contains(parts[1]));
			if (!found) {
				broken.add(link);
			}
		}
		assertThat(broken).as("links of " + HOME.relativize(page) + " that lead nowhere").isEmpty();
	}

	private static List<String> links(String page) {
		String prose = CODE.matcher(FENCED.matcher(page).replaceAll("")).replaceAll("code");
		return LINK.matcher(prose)
			.results()
			.map((link) -> link.group(1))
			.filter((link) -> !link.matches("[a-z]+:.*"))
			.toList();
	}

	private static Set<String> anchors(String page) {
		Set<String> anchors = new HashSet<>();
		Matcher heading = HEADING.matcher(FENCED.matcher(page).replaceAll(""));
		while (heading.find()) {
			String slug = heading.group(1)
				.replaceAll("\\]\\([^)]*\\)", "")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "")
				.replace(' ', '-');
			Stream.iterate(0, (number) -> number + 1)
				.map((number) -> (number == 0) ? slug : slug + "-" + number)
				.filter(anchors::add)
				.findFirst();
		}
		return anchors;
	}

}
