package org.meshtrio.course.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.meshtrio.trace.request.Tally;

/**
 * What a block of the page printed, to its standard output and error alike.
 *
 * @param text what it printed, without line ends at its end
 * @param exitCode the exit code of its last command
 */
public record BlockOutput(String text, int exitCode) {

	/**
	 * Whether text is in it.
	 * @param part the text
	 * @return whether it is
	 */
	public boolean contains(String part) {
		return this.text.contains(part);
	}

	/**
	 * Its lines.
	 * @return them, without line ends
	 */
	public List<String> lines() {
		return this.text.lines().toList();
	}

	/**
	 * How often a regular expression is found in it.
	 * @param regex the expression; {@code ^} and {@code $} match at each line
	 * @return how often
	 */
	public int count(String regex) {
		return (int) Pattern.compile(regex, Pattern.MULTILINE).matcher(this.text).results().count();
	}

	/**
	 * The first thing that a regular expression finds in it.
	 * @param regex the expression; {@code ^} and {@code $} match at each line
	 * @return its first group, or all of it where it has no group
	 * @throws LabException where nothing is found
	 */
	public String find(String regex) throws LabException {
		Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(this.text);
		if (!matcher.find()) {
			throw new LabException("expected something like " + regex + ", and saw " + this.text);
		}
		return matcher.group(Math.min(1, matcher.groupCount()));
	}

	/**
	 * How often {@code sort | uniq -c} has counted a line.
	 * @param line the line
	 * @return how often, 0 where it was not among them
	 */
	public int counted(String line) {
		return sum("^ *(\\d+) " + Pattern.quote(line) + "$");
	}

	/**
	 * How many requests a service has counted in its own metrics, whose lines of
	 * {@code http_server_requests_seconds_count} were printed: one by status.
	 * @return their sum, 0 where there is no such line
	 */
	public int requestsCounted() {
		return sum("^http_server_requests_seconds_count.* (\\S+)$");
	}

	/**
	 * How long a request has taken, where curl was asked for {@code after %{time_total}
	 * s} at the end of a line.
	 * @return the seconds of the first such line
	 * @throws LabException where there is none
	 */
	public double seconds() throws LabException {
		return Double.parseDouble(find("after ([\\d.]+) s$"));
	}

	/**
	 * The sum of all numbers that a regular expression finds.
	 * @param regex the expression, whose first group is a number; {@code ^} and {@code $}
	 * match at each line
	 * @return their sum, each cut to a whole number; 0 where there is none
	 */
	public int sum(String regex) {
		return Pattern.compile(regex, Pattern.MULTILINE)
			.matcher(this.text)
			.results()
			.mapToInt((result) -> (int) Double.parseDouble(result.group(1)))
			.sum();
	}

	/**
	 * The counts that {@code ./trio send} has printed.
	 * @return the counts, all zero where it has printed none
	 */
	public Tally tally() {
		return Tally.parse(this.text);
	}

}
