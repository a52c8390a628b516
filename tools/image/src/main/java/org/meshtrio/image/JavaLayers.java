package org.meshtrio.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.LayerObject;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.maven.extension.JibMavenPluginExtension;
import com.google.cloud.tools.jib.maven.extension.MavenData;
import com.google.cloud.tools.jib.plugins.extension.ExtensionLogger;
import com.google.cloud.tools.jib.plugins.extension.ExtensionLogger.LogLevel;
import com.google.cloud.tools.jib.plugins.extension.JibPluginExtensionException;

/**
 * Gives an image its own Java and an AOT cache, each as a layer. Without a JDK that can
 * make them, the image stays as it is, with the Java of its base.
 */
public final class JavaLayers implements JibMavenPluginExtension<Void> {

	@Override
	public Optional<Class<Void>> getExtraConfigType() {
		return Optional.empty();
	}

	@Override
	public ContainerBuildPlan extendContainerBuildPlan(ContainerBuildPlan plan, Map<String, String> properties,
			Optional<Void> extraConfig, MavenData maven, ExtensionLogger logger) throws JibPluginExtensionException {
		try {
			Settings settings = Settings.of(properties);
			Optional<Jdk> jdk = Jdk.find(settings.jdk());
			if (jdk.isEmpty()) {
				logger.log(LogLevel.WARN,
						"No JDK " + Jdk.VERSION + " was found, so the image has the Java of its base and no AOT cache,"
								+ " and starts half as fast: install Temurin " + Jdk.VERSION
								+ ", or name a JDK with -Dimage.jdk=FOLDER");
				return plan;
			}
			Platform machine = new Platform(settings.architecture(), "linux");
			if (!plan.getPlatforms().equals(Set.of(machine))) {
				throw new IllegalArgumentException("-Pimage builds for this machine only, linux/"
						+ settings.architecture() + ", because a JDK links Java for its own platform: build for"
						+ " others without -Pimage, and their Java comes from the base");
			}
			// The services are built at the same time, and share the Java and the cache.
			synchronized (JavaLayers.class) {
				return extend(plan, settings, jdk.get(), logger);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new JibPluginExtensionException(JavaLayers.class, "interrupted", ex);
		}
		catch (IOException | IllegalArgumentException | IllegalStateException ex) {
			throw new JibPluginExtensionException(JavaLayers.class, ex.getMessage(), ex);
		}
	}

	private ContainerBuildPlan extend(ContainerBuildPlan plan, Settings settings, Jdk jdk, ExtensionLogger logger)
			throws IOException, InterruptedException {
		ImageFiles files = new ImageFiles(plan);
		OwnJava java = OwnJava.link(jdk, settings.shared());
		JavaProgram program = new JavaProgram(java.executable(),
				plan.getEnvironment().getOrDefault(JavaProgram.OPTIONS, ""));
		AotCache cache = AotCache.of(files, program, settings.shared(), logger);
		cache.check(files, program, settings.own());
		List<String> command = files.command("", OwnJava.FOLDER + "/bin/java", AotCache.PATH);
		List<LayerObject> layers = new ArrayList<>(plan.getLayers());
		layers.add(0, java.layer());
		layers.add(cache.layer());
		ContainerBuildPlan.Builder extended = plan.toBuilder().setLayers(layers).setEntrypoint(command);
		if (plan.getBaseImage().equals(settings.baseWithJava())) {
			extended.setBaseImage(settings.base());
		}
		return extended.build();
	}

}
