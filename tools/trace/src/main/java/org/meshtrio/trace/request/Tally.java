package org.meshtrio.trace.request;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.text.Text;

/**
 * Counts answers: by status, and by the version and pod of each service that took part.
 * It prints a table, and reads it again. Not thread-safe.
 */
public final class Tally {

	private static final String STATUS = "status";

	/** Two spaces end a column, because a reason contains single spaces. */
	private static final Pattern ROW = Pattern
		.compile("(?<what>\\S+) {2,}(?<key>\\S+) {2,}(?<detail>\\S.*?)? {2,}(?<count>\\d+) {2,}\\d+ %.*");

	private static final int BAR = 20;

	private static final int LONGEST_REASON = 60;

	/** The counts, in the order of their table. */
	private final Map<Row, Integer> counts = new TreeMap<>(Comparator.comparing((Row row) -> !row.what().equals(STATUS))
		.thenComparing(Row::what)
		.thenComparing(Row::key)
		.thenComparing(Row::detail));

	private final List<Double> millis = new ArrayList<>();

	/**
	 * Counts an answer.
	 * @param status its HTTP status
	 * @param hop its first hop, or {@code null} if it has none
	 * @param durationMillis from the request to the end of the answer, in milliseconds
	 */
	public void answer(int status, @Nullable Hop hop, double durationMillis) {
		count(new Row(STATUS, String.valueOf(status), ""), 1);
		if (hop != null) {
			for (Hop each : Hops.of(hop)) {
				String pod = (each.pod() != null) ? each.pod() : "";
				count(new Row(Text.safe(each.service()), Text.safe(each.version()), Text.safe(pod)), 1);
			}
		}
		this.millis.add(durationMillis);
	}

	/**
	 * Counts a request without an answer.
	 * @param reason why, as a clause
	 */
	public void failure(String reason) {
		String safe = Text.safe(reason).replaceAll(" {2,}", " ");
		count(new Row(STATUS, "none", (safe.length() > LONGEST_REASON) ? safe.substring(0, LONGEST_REASON) : safe), 1);
	}

	/**
	 * How many requests were counted.
	 * @return the sum over all statuses and failures
	 */
	public int total() {
		return of(STATUS);
	}

	/**
	 * How many answers had a status.
	 * @param status the HTTP status
	 * @return their number
	 */
	public int status(int status) {
		return of(STATUS, String.valueOf(status));
	}

	/**
	 * How many requests had no answer.
	 * @return their number
	 */
	public int failures() {
		return of(STATUS, "none");
	}

	/**
	 * The services that took part.
	 * @return their names
	 */
	public List<String> services() {
		return this.counts.keySet().stream().map(Row::what).filter((what) -> !what.equals(STATUS)).distinct().toList();
	}

	/**
	 * How many answers a service took part in.
	 * @param service the service's name
	 * @return their number
	 */
	public int of(String service) {
		return sum((row) -> row.what().equals(service));
	}

	/**
	 * How many answers one version of a service took part in.
	 * @param service the service's name
	 * @param version the version
	 * @return their number
	 */
	public int of(String service, String version) {
		return sum((row) -> row.what().equals(service) && row.key().equals(version));
	}

	/**
	 * The pods of a service that took part, and in how many answers.
	 * @param service the service's name
	 * @return the counts by the pod's name
	 */
	public Map<String, Integer> pods(String service) {
		Map<String, Integer> pods = new TreeMap<>();
		this.counts.forEach((row, count) -> {
			if (row.what().equals(service)) {
				pods.merge(row.detail(), count, Integer::sum);
			}
		});
		return pods;
	}

	/**
	 * The table: a row for each status, and for each pod of each service.
	 * @return its lines, the bars in proportion to all requests
	 */
	public List<String> lines() {
		int what = width(Row::what);
		int key = width(Row::key);
		int detail = width(Row::detail);
		int total = Math.max(1, total());
		List<String> lines = new ArrayList<>();
		String format = "%-" + what + "s  %-" + key + "s  %-" + Math.max(1, detail) + "s  %5d  %3.0f %%  %s";
		this.counts.forEach((row, count) -> lines.add(
				String
					.format(Locale.ROOT, format, row.what(), row.key(), row.detail(), count, 100.0 * count / total,
							"█".repeat(Math.round((float) BAR * count / total)))
					.stripTrailing()));
		if (!this.millis.isEmpty()) {
			lines.add(
					String.format(Locale.ROOT, "%-" + what + "s  median %.0f ms, 90 %% within %.0f ms, longest %.0f ms",
							"time", quantile(0.5), quantile(0.9), quantile(1)));
		}
		return lines;
	}

	/**
	 * Reads the counts from a table, but not the times.
	 * @param text text that contains the table's lines
	 * @return the counts
	 */
	public static Tally parse(String text) {
		Tally tally = new Tally();
		text.lines().forEach((line) -> {
			Matcher matcher = ROW.matcher(line);
			if (matcher.matches()) {
				String detail = (matcher.group("detail") != null) ? matcher.group("detail") : "";
				tally.count(new Row(matcher.group("what"), matcher.group("key"), detail),
						Integer.parseInt(matcher.group("count")));
			}
		});
		return tally;
	}

	/**
	 * The time within which a share of the answers arrived.
	 * @param share the share, above 0 and at most 1
	 * @return the time in milliseconds, 0 if there was no answer
	 */
	public double quantile(double share) {
		List<Double> sorted = this.millis.stream().sorted().toList();
		return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
	}

	/**
	 * The rows, for programs.
	 * @return each row and its count
	 */
	public List<Count> counts() {
		return this.counts.entrySet()
			.stream()
			.map((entry) -> new Count(entry.getKey().what(), entry.getKey().key(), entry.getKey().detail(),
					entry.getValue()))
			.toList();
	}

	private int sum(Predicate<Row> rows) {
		return this.counts.entrySet()
			.stream()
			.filter((entry) -> rows.test(entry.getKey()))
			.mapToInt(Map.Entry::getValue)
			.sum();
	}

	private void count(Row row, int by) {
		this.counts.merge(row, by, Integer::sum);
	}

	private int width(Function<Row, String> column) {
		return this.counts.keySet().stream().map(column).mapToInt(String::length).max().orElse(0);
	}

	private record Row(String what, String key, String detail) {

	}

	/**
	 * One row.
	 *
	 * @param what {@code status}, or a service's name
	 * @param key the HTTP status or {@code none}, or the version
	 * @param detail why there is no answer, or the pod, or empty
	 * @param count how many
	 */
	public record Count(String what, String key, String detail, int count) {

	}

}
