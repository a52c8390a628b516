package org.meshtrio.cli.up;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServiceFolderTest {

	@TempDir
	private Path home;

	@Test
	void findsWhatIsBuiltInTheOrderOfTheNumbers() throws IOException {
		service("service10", "spring.application.name: last\nserver.port: 8090\n");
		service("service2", """
				spring:
				  application.name: service2
				server:
				  port: 8082
				trio:
				  next: http://localhost:8090
				""");
		Files.createDirectories(this.home.resolve("service3").resolve("src"));
		service("services4", "");
		assertThat(ServiceFolder.find(this.home)).containsExactly(
				new ServiceFolder("service2", jar("service2"), 8082, List.of(URI.create("http://localhost:8090"))),
				new ServiceFolder("last", jar("service10"), 8090, List.of()));
	}

	@Test
	void readsSeveralNextServicesAsTextAndAsAList() throws IOException {
		List<URI> next = List.of(URI.create("http://localhost:1"), URI.create("http://localhost:2"));
		service("service0", """
				spring.application.name: service0
				server.port: 8080
				trio.next: http://localhost:1, http://localhost:2
				""");
		service("service1", """
				spring.application.name: service1
				server.port: 8081
				trio.next: [http://localhost:1, http://localhost:2]
				""");
		assertThat(ServiceFolder.find(this.home)).extracting(ServiceFolder::next).containsExactly(next, next);
	}

	@Test
	void saysThatNothingIsBuilt() {
		assertThatExceptionOfType(UpException.class).isThrownBy(() -> ServiceFolder.find(this.home))
			.withMessage("No service is built in " + this.home + ": build them with ./mvnw -DskipTests package.");
	}

	@Test
	void saysWhichSettingIsMissing() throws IOException {
		service("service0", "spring.application.name: service0");
		assertThatExceptionOfType(UpException.class).isThrownBy(() -> ServiceFolder.find(this.home))
			.withMessage("The settings in " + settings("service0") + " cannot be read: server.port is missing.");
	}

	@Test
	void readsTheServicesOfThisCheckout() {
		Path checkout = Path.of("").toAbsolutePath().getParent().getParent();
		for (int i = 0; i < 3; i++) {
			String name = "service" + i;
			ServiceFolder service = ServiceFolder.read(checkout.resolve(name));
			assertThat(service.name()).isEqualTo(name);
			assertThat(service.port()).isEqualTo(8080 + i);
		}
	}

	private void service(String name, String yaml) throws IOException {
		Files.createDirectories(settings(name).getParent());
		Files.writeString(settings(name), yaml);
		Files.createDirectories(jar(name).getParent());
		Files.createFile(jar(name));
	}

	private Path settings(String name) {
		return this.home.resolve(Path.of(name, "src", "main", "resources", "application.yaml"));
	}

	private Path jar(String name) {
		return this.home.resolve(Path.of(name, "target", name + ".jar"));
	}

}
