package org.meshtrio.cli.check;

import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.meshtrio.check.capture.Way;
import org.meshtrio.check.report.BreachText;
import org.meshtrio.check.report.VerdictText;
import org.meshtrio.check.rule.Level;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.CheckResult;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Help.Ansi;

/**
 * The text that {@code trio check} prints.
 */
final class CheckText {

	private final PrintWriter out;

	private final Ansi ansi = Terminal.ansi();

	CheckText(PrintWriter out) {
		this.out = out;
	}

	/** Prints how to send the service's calls to the capture. */
	void settings(URI target, String capture) {
		URI url = URI.create(capture);
		this.out.println("Checks " + target + ". Send the service's calls to the capture, in one of these ways:");
		this.out.println("  its setting for the URL of the next service:  " + capture);
		this.out.println("  a proxy, by its environment:                  HTTP_PROXY=" + capture + " http_proxy="
				+ capture + " NO_PROXY= no_proxy=");
		this.out.println("  a proxy, of a JVM:                            -Dhttp.proxyHost=" + url.getHost()
				+ " -Dhttp.proxyPort=" + url.getPort() + " -Dhttp.nonProxyHosts=");
		this.out.println("Waiting for the first call ...");
		this.out.flush();
	}

	/** Prints the result: what failed, then the other rules. */
	void result(CheckResult result) {
		if (result.way() == null) {
			this.out.println("Without a capture, these are the rules that the spans in the trace store show.");
		}
		else {
			way(result);
		}
		List<Map.Entry<Rule, Verdict>> entries = new ArrayList<>(result.verdicts().entrySet());
		entries.stream()
			.filter((entry) -> entry.getValue() instanceof Verdict.Failed)
			.sorted(Map.Entry.comparingByKey(Comparator.comparing(Rule::level)))
			.forEach((entry) -> failed(entry.getKey(), (Verdict.Failed) entry.getValue()));
		this.out.println();
		entries.stream()
			.sorted(Comparator.comparing((entry) -> order(entry.getValue())))
			.forEach((entry) -> row(entry.getKey(), entry.getValue()));
	}

	private void way(CheckResult result) {
		this.out.println(((result.way() == Way.PROXY) ? "The service uses the capture as a proxy"
				: "The service calls the capture") + ", " + Text.count(result.baseline().all().size(), "call")
				+ " for each request, and answers " + result.baseline().status() + ".");
		Integer status = result.baseline().status();
		if (status != null && status >= 400) {
			this.out
				.println("If that is because of the capture's answer, give it another one with --answer FILE, or the"
						+ " real next service with --forward-to URL.");
		}
	}

	/** Prints the verdict of all rules. */
	void sentence(CheckResult result, Level failing) {
		long failures = failures(result, failing);
		String sentence = (failures > 0)
				? "Failed: " + Text.count((int) failures, "rule") + " of level " + levels(failing) + "."
				: "Passed: no rule of level " + levels(failing) + " failed.";
		if (result.way() == null) {
			long open = result.verdicts().values().stream().filter(Verdict.NotJudged.class::isInstance).count();
			sentence += " Of " + Text.count(result.verdicts().size(), "rule") + ", spans don't show " + open + ".";
		}
		this.out.println();
		this.out.println(Terminal.styled(this.ansi, (failures > 0) ? "bold,red" : "bold,green", sentence));
	}

	static long failures(CheckResult result, Level failing) {
		return result.verdicts()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() instanceof Verdict.Failed
					&& entry.getKey().level().compareTo(failing) <= 0)
			.count();
	}

	/** Prints the rules. */
	void list() {
		for (Rule rule : Rule.values()) {
			this.out.println("%-27s %-6s %s".formatted(rule.id(), level(rule), rule.sentence()));
		}
	}

	private void failed(Rule rule, Verdict.Failed failed) {
		this.out.println();
		this.out
			.println(Terminal.styled(this.ansi, "bold," + Terminal.FAILED, "✗ " + rule.id() + " (" + level(rule) + ")")
					+ "  " + rule.sentence());
		BreachText.lines(rule, failed).forEach(this.out::println);
	}

	private void row(Rule rule, Verdict verdict) {
		String detail = (verdict instanceof Verdict.Failed) ? null : VerdictText.detail(verdict);
		String style = (verdict instanceof Verdict.Passed) ? "green"
				: (verdict instanceof Verdict.Failed) ? Terminal.FAILED : "yellow";
		this.out.println(Terminal.styled(this.ansi, style, "%-11s".formatted(VerdictText.name(verdict)))
				+ "%-7s%-27s%s".formatted(level(rule), rule.id(), (detail != null) ? detail : "").stripTrailing());
	}

	private static int order(Verdict verdict) {
		if (verdict instanceof Verdict.Failed) {
			return 0;
		}
		return (verdict instanceof Verdict.NotJudged) ? 1 : 2;
	}

	private static String levels(Level failing) {
		return switch (failing) {
			case MUST -> "must";
			case SHOULD -> "must or should";
			case INFO -> "must, should or info";
		};
	}

	private static String level(Rule rule) {
		return rule.level().name().toLowerCase(Locale.ROOT);
	}

}
