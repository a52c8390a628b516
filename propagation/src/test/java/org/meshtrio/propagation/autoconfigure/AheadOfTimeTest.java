package org.meshtrio.propagation.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.meshtrio.propagation.testing.TraceStore;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that Spring processed ahead of time behaves like any other. It runs only
 * with Brave, because the reporter is Brave's and the test is slow.
 */
@Tag("slow")
@DisabledIf("withOpenTelemetry")
class AheadOfTimeTest {

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	@TempDir
	private Path folder;

	static boolean withOpenTelemetry() {
		return !ClassUtils.isPresent("brave.Tracing", null);
	}

	@Test
	void theDefaultsYieldAndTheLastSpansArrive() throws Exception {
		process();
		compile();
		try (TraceStore store = new TraceStore(TraceStore.Health.WELL)) {
			String output = java(this.folder.resolve("classes") + File.pathSeparator + CLASS_PATH,
					AheadOfTimeApplication.class, "-Dspring.aot.enabled=true",
					"--management.tracing.export.zipkin.endpoint=" + store.url(),
					"--management.tracing.propagation.produce=W3C");

			assertThat(output).contains("consume [B3, B3_MULTI, W3C], produce [W3C], probability 1.0");
			assertThat(store.spans()).isEqualTo(5);
		}
	}

	private void process() throws Exception {
		java(CLASS_PATH, SpringApplicationAotProcessor.class, AheadOfTimeApplication.class.getName(),
				this.folder.resolve("sources").toString(), this.folder.resolve("resources").toString(),
				this.folder.resolve("classes").toString(), "com.example", "application");
	}

	private void compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> sources = Files.walk(this.folder.resolve("sources"))) {
			assertThat(compiler.getTask(null, files, null,
					List.of("-proc:none", "-nowarn", "-cp",
							this.folder.resolve("classes") + File.pathSeparator + CLASS_PATH, "-d",
							this.folder.resolve("classes").toString()),
					null, files.getJavaFileObjectsFromPaths(
							sources.filter((path) -> path.toString().endsWith(".java")).toList()))
				.call()).isTrue();
		}
	}

	/** Runs a program. Arguments that begin with -D go to the JVM. */
	private String java(String classPath, Class<?> main, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
		Stream.of(arguments).filter((argument) -> argument.startsWith("-D")).forEach(command::add);
		command.addAll(List.of("-cp", classPath, main.getName()));
		Stream.of(arguments).filter((argument) -> !argument.startsWith("-D")).forEach(command::add);
		File output = this.folder.resolve(main.getSimpleName() + ".log").toFile();
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
		try {
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String text = Files.readString(output.toPath());
		assertThat(process.exitValue()).as(text).isZero();
		return text;
	}

}
