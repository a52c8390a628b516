package org.meshtrio.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.LabPage;
import org.meshtrio.course.run.Leftovers;
import org.meshtrio.course.run.Steps;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A lab is a folder, a page, a class, a line in {@link Labs}, and a row in
 * docs/course.md. These tests name what is missing.
 */
class CourseTest {

	private static final Path HOME = Path.of(System.getProperty("trio.home"));

	private static final Pattern YAML_KIND = Pattern.compile("(?m)^kind: (\\w+)");

	private static final Pattern LAB_ROW = Pattern.compile("^\\|.*]\\(\\.\\./istio/labs/([\\w-]+)\\)");

	static List<Lab> labs() {
		return Labs.all();
	}

	@Test
	void everyFolderIsALabAndEveryLabHasOne() throws IOException {
		try (Stream<Path> folders = Files.list(HOME.resolve("istio/labs"))) {
			Set<String> names = new TreeSet<>(folders.map((folder) -> folder.getFileName().toString()).toList());
			assertThat(names).as("folders in istio/labs, against the list in Labs")
				.isEqualTo(new TreeSet<>(labs().stream().map(Lab::name).toList()));
		}
	}

	@Test
	void everyClassOfALabIsListed() throws IOException {
		List<String> classes = new ArrayList<>();
		try (Stream<Path> files = Files.walk(sources())) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				if (Files.readString(file).contains(" implements Lab {")) {
					classes.add(file.getFileName().toString().replace(".java", ""));
				}
			}
		}
		assertThat(classes).as("classes that implement Lab, against the list in Labs")
			.containsExactlyInAnyOrderElementsOf(labs().stream().map((lab) -> lab.getClass().getSimpleName()).toList());
	}

	@Test
	void theCoursePageHasTheLabsInTheirOrder() throws IOException, LabException {
		List<String> rows = new ArrayList<>();
		for (Lab lab : labs()) {
			LabPage page = LabPage.read(HOME, lab.name());
			rows.add("| " + page.group() + " | [" + page.title() + "](../istio/labs/" + lab.name() + ") | "
					+ page.minutes() + " min | " + page.summary() + " |");
		}
		String course = Files.readString(HOME.resolve("docs/course.md"));
		List<String> shown = course.lines().filter((line) -> LAB_ROW.matcher(line).find()).toList();
		// One after the other, since a failure with all rows says nothing.
		assertThat(without(rows, shown)).as("rows that the table in docs/course.md doesn't have").isEmpty();
		assertThat(without(shown, rows)).as("rows of the table in docs/course.md that no page of a lab has").isEmpty();
		assertThat(shown.stream().map(CourseTest::labOf)).as("labs in docs/course.md, against the order in Labs")
			.containsExactlyElementsOf(rows.stream().map(CourseTest::labOf).toList());
		assertThat(course.contains(String.join("\n", rows)))
			.as("the rows of docs/course.md are one table, without lines between them")
			.isTrue();
	}

	@Test
	void theGroupsAreTogether() throws LabException {
		List<String> groups = new ArrayList<>();
		for (Lab lab : labs()) {
			String group = LabPage.read(HOME, lab.name()).group();
			if (groups.isEmpty() || !groups.get(groups.size() - 1).equals(group)) {
				groups.add(group);
			}
		}
		assertThat(groups).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("labs")
	void theClassIsInThePackageOfItsGroup(Lab lab) throws LabException {
		assertThat(lab.getClass().getPackageName()).as("package of " + lab.name())
			.isEqualTo(Labs.class.getPackageName() + "." + LabPage.read(HOME, lab.name()).group());
	}

	@ParameterizedTest
	@MethodSource("labs")
	void theClassRunsEveryBlockAndNoOther(Lab lab) throws IOException, LabException {
		Set<String> blocks = LabPage.read(HOME, lab.name()).blocks().keySet();
		String source = Files.readString(source(lab));
		Set<String> run = new TreeSet<>();
		Matcher step = Pattern.compile("steps\\s*\\.(?:run|runFailing|until)\\(\\s*\"([^\"]+)\"").matcher(source);
		while (step.find()) {
			run.add(step.group(1));
		}
		run.add(Steps.CLEAN);
		assertThat(run).as("blocks that " + lab.getClass().getSimpleName() + " runs, against those of its page")
			.isEqualTo(new TreeSet<>(blocks));
	}

	@ParameterizedTest
	@MethodSource("labs")
	void thePageUsesEveryFileAndEveryFileIsThere(Lab lab) throws IOException, LabException {
		String folder = "istio/labs/" + lab.name() + "/";
		String blocks = String.join("\n", LabPage.read(HOME, lab.name()).blocks().values());
		Set<String> used = new TreeSet<>();
		Matcher path = Pattern.compile(Pattern.quote(folder) + "([\\w.-]+)").matcher(blocks);
		while (path.find()) {
			used.add(path.group(1));
		}
		try (Stream<Path> files = Files.list(HOME.resolve(folder))) {
			Set<String> there = new TreeSet<>(files.map((file) -> file.getFileName().toString()).toList());
			there.remove("README.md");
			// Files that a script of the lab uses count, too.
			for (String script : List.copyOf(used)) {
				if (script.endsWith(".sh")) {
					String text = Files.readString(HOME.resolve(folder).resolve(script));
					there.stream().filter((file) -> text.contains("$here/" + file)).forEach(used::add);
				}
			}
			assertThat(used).as("files that the blocks of " + folder + " name, against those in the folder")
				.isEqualTo(there);
		}
	}

	@ParameterizedTest
	@MethodSource("labs")
	void everyObjectHasTheLabelThatCleansItUp(Lab lab) throws IOException {
		try (Stream<Path> files = Files.list(HOME.resolve("istio/labs").resolve(lab.name()))) {
			for (Path file : files.filter((each) -> each.toString().endsWith(".yaml")).toList()) {
				for (String object : Files.readString(file).split("(?m)^---$")) {
					Matcher kind = YAML_KIND.matcher(object);
					assertThat(kind.find()).as("a kind in " + file).isTrue();
					assertThat(object).as("object %s in %s", kind.group(1), file)
						.containsPattern("(?m)^  labels: .*\\btrio\\.lab: " + lab.name() + "[,}]");
					assertThat(Leftovers.KINDS).as("Leftovers.KINDS for %s in %s", kind.group(1), file)
						.anyMatch((known) -> singular(known).equals(kind.group(1).toLowerCase(Locale.ROOT)));
					assertThat(object).as("%s", file).doesNotContainPattern("(?m)^  namespace:");
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("labs")
	void thePageHasItsParts(Lab lab) throws IOException {
		String page = Files.readString(HOME.resolve("istio/labs").resolve(lab.name()).resolve("README.md"));
		assertThat(page).contains("\n```text\n", "\n## Try next\n", "\n## Clean up\n",
				"](../../../docs/course.md#what-every-lab-needs)");
	}

	private static List<String> without(List<String> rows, List<String> others) {
		return rows.stream().filter((row) -> !others.contains(row)).toList();
	}

	private static String labOf(String row) {
		Matcher lab = LAB_ROW.matcher(row);
		assertThat(lab.find()).as(row).isTrue();
		return lab.group(1);
	}

	private static String singular(String kind) {
		String name = kind.replaceAll("\\..*", "");
		return name.endsWith("ies") ? name.substring(0, name.length() - 3) + "y" : name.substring(0, name.length() - 1);
	}

	private static Path source(Lab lab) {
		return sources().resolve(lab.getClass().getName().replace('.', '/') + ".java");
	}

	private static Path sources() {
		return HOME.resolve("tools/course/src/main/java");
	}

}
