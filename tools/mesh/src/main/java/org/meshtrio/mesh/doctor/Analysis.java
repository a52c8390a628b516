package org.meshtrio.mesh.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.trace.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code istioctl analyze} says of some namespaces.
 *
 * @param messages its errors and warnings
 * @param skipped why there is no answer, or {@code null} where there is
 */
public record Analysis(List<String> messages, @Nullable String skipped) {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	/** Said of every EnvoyFilter, whatever it does. */
	private static final Set<String> GENERAL = Set.of("IST0133", "IST0151");

	/**
	 * Runs it.
	 * @param cluster the cluster
	 * @param namespaces the namespaces
	 * @return what it says
	 */
	public static Analysis of(Cluster cluster, List<String> namespaces) {
		Set<String> messages = new LinkedHashSet<>();
		for (String namespace : namespaces) {
			try {
				Subprocess.Result result = Subprocess.run(LIMIT, "",
						List.of("istioctl", "analyze", "--context", cluster.context(), "-n", namespace, "-o", "json"));
				// It ends with an error where it has found one.
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
		List<String> messages = new ArrayList<>();
		for (JsonNode message : analysis) {
			String level = message.path("level").asString("");
			String code = message.path("code").asString("");
			if (!level.equals("Info") && !GENERAL.contains(code)) {
				messages.add(Text.safe(level + " " + code + " (" + message.path("origin").asString("") + "): "
						+ message.path("message").asString("")));
			}
		}
		return messages;
	}

}
