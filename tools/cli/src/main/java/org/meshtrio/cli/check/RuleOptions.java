package org.meshtrio.cli.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.meshtrio.check.rule.Level;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.cli.options.Arguments;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options about the rules.
 */
final class RuleOptions {

	@Option(names = "--rule", paramLabel = "ID",
			description = "Judge this rule only. Repeat the option for more (default: all).")
	private List<String> rules = new ArrayList<>();

	@Option(names = "--fail-on", paramLabel = "LEVEL", defaultValue = "must",
			description = "The lowest level whose failure makes the exit code 1: must, should or info (default:"
					+ " ${DEFAULT-VALUE}).")
	private String failOn;

	@Option(names = "--expect", paramLabel = "NAME",
			description = "A header that the service must forward. Repeat the option for more.")
	private List<String> expected = new ArrayList<>();

	@Option(names = "--credentials", description = "The service may forward the caller's credentials.")
	private boolean credentials;

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	/** The lower-case names of the headers that the service must forward. */
	Set<String> expected() {
		return this.expected.stream().map((name) -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
	}

	boolean credentials() {
		return this.credentials;
	}

	Set<Rule> selected() {
		if (this.rules.isEmpty()) {
			return EnumSet.allOf(Rule.class);
		}
		return this.rules.stream()
			.map((id) -> Rule.of(id)
				.orElseThrow(
						() -> new Arguments(this.spec).usage("There is no rule '" + id + "'; --list prints the rules")))
			.collect(Collectors.toSet());
	}

	/** The lowest level whose failure counts. */
	Level failing() {
		for (Level level : Level.values()) {
			if (level.name().equalsIgnoreCase(this.failOn)) {
				return level;
			}
		}
		throw new Arguments(this.spec).usage("--fail-on takes must, should or info, not '" + this.failOn + "'");
	}

}
