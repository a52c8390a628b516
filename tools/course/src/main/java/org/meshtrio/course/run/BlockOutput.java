package org.meshtrio.course.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.meshtrio.trace.request.Tally;

/**
 * The output of a block of the page.
 *
 * @param text standard output and standard error, without line ends at the end
 * @param exitCode the exit code of the last command
 */
public record BlockOutput(String text, int exitCode) {

	public boolean contains(String part) {
		return this.text.contains(part);
	}

	public List<String> lines() {
		return this.text.lines().toList();
	}

	/**
	 * Counts the matches of a regular expression.
	 * @param regex the expression; {@code ^} and {@code $} match at each line
	 * @return the number of matches
	 */
	public int count(String regex) {
		return (int) Pattern.compile(regex, Pattern.MULTILINE).matcher(this.text).results().count();
	}

	/**
	 * Finds the first match of a regular expression.
	 * @param regex the expression; {@code ^} and {@code $} match at each line
	 * @return its first group, or the whole match if there is no group
	 * @throws LabException if nothing matches
	 */
	public String find(String regex) throws LabException {
		Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(this.text);
		if (!matcher.find()) {
			throw new LabException("expected something like " + regex + ", observed " + this.text);
		}
		return matcher.group(Math.min(1, matcher.groupCount()));
	}

	/**
	 * Reads from the output of {@code sort | uniq -c} how many times a line was there.
	 * @param line the line
	 * @return the count, 0 if the line wasn't there
	 */
	public int uniqCount(String line) {
		return sum("^ *(\\d+) " + Pattern.quote(line) + "$");
	}

	/**
	 * Reads the number of requests from a service's metrics. The output has a line of
	 * {@code http_server_requests_seconds_count} for each status.
	 * @return their sum, 0 if there is no such line
	 */
	public int requestCount() {
		return sum("^http_server_requests_seconds_count.* (\\S+)$");
	}

	/**
	 * Reads the time of a request. The output of curl has {@code after %{time_total} s}
	 * at the end of a line.
	 * @return the seconds of the first such line
	 * @throws LabException if there is none
	 */
	public double seconds() throws LabException {
		return Double.parseDouble(find("after ([\\d.]+) s$"));
	}

	/**
	 * Adds up the numbers that a regular expression finds.
	 * @param regex the expression, whose first group is a number; {@code ^} and {@code $}
	 * match at each line
	 * @return the sum of the numbers without their decimals; 0 if there is none
	 */
	public int sum(String regex) {
		return Pattern.compile(regex, Pattern.MULTILINE)
			.matcher(this.text)
			.results()
			.mapToInt((result) -> (int) Double.parseDouble(result.group(1)))
			.sum();
	}

	/**
	 * Reads the counts from the output of {@code ./trio send}.
	 * @return the counts, all zero if there are none
	 */
	public Tally tally() {
		return Tally.parse(this.text);
	}

}
