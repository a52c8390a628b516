package org.meshtrio.mesh.doctor;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.mesh.object.ObjectReader;
import org.meshtrio.trace.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The report of {@code istioctl analyze} about some namespaces.
 *
 * @param messages its errors and warnings
 * @param skipped why there is no report, or {@code null} if there is one
 */
public record Analysis(List<String> messages, @Nullable String skipped) {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	/** Reported for every EnvoyFilter, whatever it does. */
	private static final Set<String> GENERAL = Set.of("IST0133", "IST0151");

	/**
	 * Runs it.
	 * @param cluster the cluster
	 * @param namespaces the namespaces
	 * @return its report
	 */
	static Analysis of(Cluster cluster, List<String> namespaces) {
		Set<String> messages = new LinkedHashSet<>();
		for (String namespace : namespaces) {
			try {
				Subprocess.Result result = Subprocess.run(LIMIT, "",
						List.of("istioctl", "analyze", "--context", cluster.context(), "-n", namespace, "-o", "json"));
				// Its exit code is an error if it reports one.
				messages.addAll(messages(JsonMapper.shared().readTree(result.output())));
			}
			catch (ClusterException ex) {
				return new Analysis(List.of(), ex.getMessage());
			}
			catch (JacksonException ex) {
				return new Analysis(List.of(), "it printed no JSON for namespace " + namespace);
			}
		}
		return new Analysis(List.copyOf(messages), null);
	}

	static List<String> messages(JsonNode analysis) {
		return ObjectReader.readAll(analysis, Message.class)
			.stream()
			.filter((message) -> !message.level().equals("Info") && !GENERAL.contains(message.code()))
			.map(Message::text)
			.toList();
	}

	/**
	 * A message of {@code istioctl analyze}.
	 *
	 * @param level {@code Error}, {@code Warning} or {@code Info}
	 * @param code such as {@code IST0101}
	 * @param origin the object that it is about
	 * @param message its text
	 */
	private record Message(String level, String code, String origin, String message) {

		/**
		 * Fills in what is absent.
		 */
		Message {
			level = Objects.requireNonNullElse(level, "");
			code = Objects.requireNonNullElse(code, "");
			origin = Objects.requireNonNullElse(origin, "");
			message = Objects.requireNonNullElse(message, "");
		}

		String text() {
			return Text.safe(this.level + " " + this.code + " (" + this.origin + "): " + this.message);
		}

	}

}
