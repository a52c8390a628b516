package org.meshtrio.mesh.tracing;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.istio.Telemetry;

/**
 * Where a tracing setting comes from: an entry of a Telemetry, or the mesh configuration.
 *
 * @param namespace the Telemetry's namespace
 * @param name its name, empty for the mesh configuration
 * @param index the entry's place in its {@code tracing} list
 */
public record TracingSource(String namespace, String name, int index) {

	/** The mesh configuration. */
	public static final TracingSource MESH_CONFIG = new TracingSource("", "", 0);

	static TracingSource of(Telemetry telemetry, int index) {
		return new TracingSource(telemetry.metadata().namespace(), telemetry.metadata().name(), index);
	}

	public boolean isTelemetry() {
		return !this.name.isEmpty();
	}

	/**
	 * A command that changes the entry.
	 * @param operation {@code add}, {@code replace} or {@code remove}
	 * @param property the path of the property in the entry
	 * @param value the value in JSON, or {@code null} for none
	 * @return the command
	 */
	public String patch(String operation, String property, @Nullable String value) {
		return "kubectl patch telemetries.telemetry.istio.io -n " + this.namespace + " " + this.name
				+ " --type json -p '[{\"op\": \"" + operation + "\", \"path\": \"/spec/tracing/" + this.index + "/"
				+ property + "\"" + ((value != null) ? ", \"value\": " + value : "") + "}]'";
	}

	@Override
	public String toString() {
		return isTelemetry() ? "Telemetry " + this.namespace + "/" + this.name
				: "the mesh configuration (ConfigMap istio-system/istio)";
	}

}
