package org.meshtrio.cli.up;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

import static org.assertj.core.api.Assertions.assertThat;

class PrefixedLogTest {

	private final StringWriter written = new StringWriter();

	@Test
	void eachLineSaysWhoseItIs() throws InterruptedException {
		PrefixedLog log = log(Ansi.OFF);
		log.say("ready");
		log.follow("zipkin", new ByteArrayInputStream("one\nzwei ✓".getBytes(StandardCharsets.UTF_8))).join();
		assertThat(this.written).hasToString("trio     | ready\nzipkin   | one\nzipkin   | zwei ✓\n");
	}

	@Test
	void inATerminalTheNamesAreColoured() {
		log(Ansi.ON).say("ready");
		assertThat(this.written).hasToString("\u001B[1mtrio     |\u001B[0m ready\n");
	}

	private PrefixedLog log(Ansi ansi) {
		return new PrefixedLog(new PrintWriter(this.written), ansi, List.of("zipkin", "service0"));
	}

}
