package org.meshtrio.mesh.object;

/**
 * The name of an object.
 *
 * @param kind its kind
 * @param namespace its namespace
 * @param name its name
 */
public record ObjectName(String kind, String namespace, String name) {

	public static ObjectName of(String kind, Metadata metadata) {
		return new ObjectName(kind, metadata.namespace(), metadata.name());
	}

	@Override
	public String toString() {
		return this.kind + " " + this.namespace + "/" + this.name;
	}

}
