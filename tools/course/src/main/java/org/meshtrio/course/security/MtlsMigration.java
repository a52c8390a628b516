package org.meshtrio.course.security;

import java.util.List;
import java.util.stream.Stream;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * Plain text is forbidden step by step, by namespace, workload, port and mesh. No client
 * that still needs it is cut off.
 */
public final class MtlsMigration implements Lab {

	private static final List<String> NAMESPACES = List.of("bar", "foo", "legacy");

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("namespaces");
		steps.until("table", "200 in all nine lines", (output) -> refused(output));
		steps.until("names", "a name from bar, and none from legacy",
				(output) -> output.count("^from bar: URI=spiffe://\\S+-bar/sa/default$") == 1
						&& output.count("^from legacy: ?$") == 1);

		steps.run("namespace");
		steps.until("table", "000 from legacy to foo, and 200 in all other lines",
				(output) -> refused(output, "legacy -> foo"));
		steps.run("workload");
		steps.until("table", "000 from legacy to foo and to bar, and 200 in all other lines",
				(output) -> refused(output, "legacy -> foo", "legacy -> bar"));
		steps.run("port");
		steps.until("table", "000 from legacy to foo, and 200 in all other lines",
				(output) -> refused(output, "legacy -> foo"));

		steps.run("legacy");
		steps.until("table", "200 in all nine lines", (output) -> refused(output));

		steps.until("outside", "200", (output) -> output.text().equals("200"));
		steps.run("mesh");
		steps.until("outside", "000", (output) -> output.count("^000$") == 1);
		BlockOutput all = steps.run("table");
		steps.run("mesh-off");
		steps.expect("the table while the whole mesh is strict", refused(all), "200 in all nine lines", all.text());
		steps.until("outside", "200", (output) -> output.text().equals("200"));
	}

	/**
	 * Whether the table is complete, and exactly these lines have 000, and the others
	 * 200.
	 */
	private static boolean refused(BlockOutput output, String... refused) {
		return output.lines()
			.equals(NAMESPACES.stream()
				.flatMap((from) -> NAMESPACES.stream().map((to) -> from + " -> " + to))
				.map((line) -> line + (Stream.of(refused).anyMatch(line::equals) ? " 000" : " 200"))
				.toList());
	}

}
