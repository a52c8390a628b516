package org.meshtrio.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;

/** What Jib plans for an application. */
final class TestImage {

	private TestImage() {
	}

	/** A plan with these jars of the folder, which are made if they aren't there. */
	static ContainerBuildPlan plan(Path folder, String... jars) throws IOException {
		FileEntriesLayer.Builder layer = FileEntriesLayer.builder();
		for (String jar : jars) {
			Path file = folder.resolve(jar);
			if (!Files.exists(file)) {
				Files.writeString(file, jar);
			}
			layer.addEntry(file, AbsoluteUnixPath.get("/app/libs/" + jar));
		}
		Path classPath = Files.writeString(folder.resolve("class-path"), "/app/resources:/app/classes:"
				+ Stream.of(jars).map((jar) -> "/app/libs/" + jar).collect(Collectors.joining(":")));
		layer.addEntry(classPath, AbsoluteUnixPath.get("/app/jib-classpath-file"));
		return ContainerBuildPlan.builder()
			.setBaseImage("with-java")
			.setEntrypoint(List.of("java", "-cp", "@/app/jib-classpath-file", "org.example.Main"))
			.addLayer(layer.build())
			.build();
	}

}
