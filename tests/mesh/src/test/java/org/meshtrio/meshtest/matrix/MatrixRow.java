package org.meshtrio.meshtest.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.meshtrio.meshtest.support.Mesh;

/**
 * A row of the table in docs/mesh-propagation.md: a request, and the spans that it must
 * cause.
 *
 * @param provider the mesh's tracing provider
 * @param spans which spans the applications make
 * @param context what the caller sends
 * @param fork whether service0 calls service1 and service2 at the same time
 * @param expected the spans, in the table's notation
 */
public record MatrixRow(String provider, ApplicationSpans spans, CallerContext context, boolean fork, String expected) {

	static final Path TABLE = Path.of(Mesh.file("docs/mesh-propagation.md"));

	private static final String FULL = "Gs Gc P0s A0s A0c P0c P1s A1s A1c P1c P2s A2s";

	private static final String FORK = "Gs Gc P0s A0s ( A0c P0c P1s A1s A1c P1c P2s A2s | A0c P0c P2s A2s )";

	private static final String FORK_SUFFIX = ", fork";

	/**
	 * Reads the table.
	 * @return its rows
	 * @throws IOException if the page can't be read
	 */
	public static List<MatrixRow> table() throws IOException {
		List<MatrixRow> rows = new ArrayList<>();
		for (String line : Files.readAllLines(TABLE)) {
			String[] columns = line.split("\\|");
			if (columns.length >= 5 && columns[1].strip().matches("otel|zipkin|zipkin-w3c")) {
				rows.add(row(Arrays.stream(columns).map(String::strip).toList()));
			}
		}
		return rows;
	}

	private static MatrixRow row(List<String> columns) {
		ApplicationSpans spans = ApplicationSpans.of(columns.get(2));
		boolean fork = columns.get(3).endsWith(FORK_SUFFIX);
		String label = fork ? columns.get(3).replace(FORK_SUFFIX, "") : columns.get(3);
		CallerContext context = Arrays.stream(CallerContext.values())
			.filter((value) -> value.label.equals(label))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("unknown context of the caller in " + columns));
		// The table has / for the notation's bar, which would end the column.
		String expected = columns.get(4).replace("`", "").replace("/", "|");
		return new MatrixRow(columns.get(1), spans, context, fork,
				expected.replace("full", whole(FULL, spans)).replace("fork", whole(FORK, spans)));
	}

	private static String whole(String shape, ApplicationSpans spans) {
		return (spans != ApplicationSpans.OFF) ? shape : shape.replaceAll("A.. ?", "").strip();
	}

	@Override
	public String toString() {
		return this.provider + ", spans " + this.spans.label + ", " + this.context.label
				+ (this.fork ? FORK_SUFFIX : "");
	}

}
