package org.meshtrio.cli.check;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.report.JunitXml;
import org.meshtrio.check.report.Sarif;
import org.meshtrio.check.rule.Level;
import org.meshtrio.check.run.CheckResult;
import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.JsonOption;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The files that a check writes.
 */
final class ReportOptions {

	@Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit report: a test for each rule.")
	private @Nullable Path junit;

	@Option(names = "--sarif", paramLabel = "FILE", description = "Write the failures as SARIF 2.1.0.")
	private @Nullable Path sarif;

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	void write(URI target, CheckResult result, Level failing) {
		if (this.junit != null) {
			write("--junit", this.junit, JunitXml.of(target, result, failing));
		}
		if (this.sarif != null) {
			write("--sarif", this.sarif, JsonOption.text(Sarif.of(target, result)) + "\n");
		}
	}

	private void write(String option, Path file, String text) {
		try {
			Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new Arguments(this.spec).usage("The file " + file + " of " + option + " can't be written");
		}
	}

}
