package org.meshtrio.cli.up;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.LocalChain;
import org.meshtrio.cli.options.Switch;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.cli.options.Version;
import org.meshtrio.trace.process.OnExit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code trio up}: runs the chain and a trace store on this machine until Ctrl-C.
 */
@Command(name = "up", mixinStandardHelpOptions = true, versionProvider = Version.class,
		exitCodeOnExecutionException = 1,
		description = { "Starts Zipkin and the services of the chain as separate processes on this machine, shows"
				+ " their logs, and stops them all on Ctrl-C or when one of them ends." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "1:a port is taken, the disk is full, or a program ended or was not ready in time",
				"2:the command line is wrong", "130, 143:stopped by Ctrl-C, by SIGTERM" },
		footerHeading = "%n",
		footer = { "The services are the folders service0, service1, and so on that are built.",
				"Each one has its port in src/main/resources/application.yaml. Zipkin listens", "on 9411.", "",
				"Zipkin and the services have no login, so only this machine can reach them,", "unless you use --bind.",
				"", "Examples:", "  ./trio up", "  ./trio up --port-offset 100    a second chain: service0 at 8180",
				"  ./trio up --spans off          services that only copy the headers, which is",
				"                                 what Istio asks of a service",
				"  ./trio up --forward off        services that forward nothing: each one starts",
				"                                 its own trace",
				"  ./trio up --fan-out            a fork: service0 calls service1 and service2" })
public final class UpCommand implements Callable<Integer> {

	@Option(names = "--port-offset", paramLabel = "N", defaultValue = "0",
			description = "Add N to every port (default: ${DEFAULT-VALUE}).")
	private int portOffset;

	@Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = LocalChain.LOCALHOST,
			description = "The address of this machine to listen on. With 0.0.0.0, which is all addresses, other machines"
					+ " can reach the chain and its traces (default: ${DEFAULT-VALUE}).")
	private String bind;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "120",
			description = "The longest wait until all programs are ready (default: ${DEFAULT-VALUE}).")
	private String timeout;

	@Option(names = "--spans", paramLabel = "on|off", defaultValue = "on",
			description = "Whether the services make spans (default: ${DEFAULT-VALUE}).")
	private Switch spans;

	@Option(names = "--forward", paramLabel = "on|off", defaultValue = "on",
			description = "Whether the services forward what a trace needs (default: ${DEFAULT-VALUE}).")
	private Switch forward;

	@Option(names = "--fan-out",
			description = "Start a fork instead of a chain: the first service calls all others at the same time.")
	private boolean fanOut;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		Path home = Path.of(System.getProperty("trio.home", "")).toAbsolutePath();
		Arguments arguments = new Arguments(this.spec);
		InetAddress address = arguments.address("--bind", this.bind);
		Duration limit = arguments.time("--timeout", this.timeout);
		StartPlan plan = new StartPlan(ServiceFolder.find(home), this.portOffset, address, this.spans, this.forward,
				this.fanOut);
		List<Program> programs = programs(plan, home);
		MachineCheck.requireFreePorts(programs, address);
		MachineCheck.requireDisk(Path.of(System.getProperty("java.io.tmpdir")));
		List<String> names = programs.stream().map(Program::name).toList();
		PrefixedLog log = new PrefixedLog(this.spec.commandLine().getOut(), Terminal.ansi(), names);
		ChildProcesses children = new ChildProcesses(log);
		OnExit.run("stop", children::stop);
		try {
			FastStart fast = new FastStart(home.resolve("target"), log::say);
			Startup startup = new Startup(children, log, limit);
			if (startup.start(fast.prepare(programs))) {
				children.ready();
				log.say("try   curl " + plan.entry());
				log.say("try   ./trio trace" + traceArguments(plan));
				log.say("stop with Ctrl-C");
				startup.awaitEnd();
			}
		}
		catch (UpException ex) {
			// Printed before the last lines of the others, which are stopped now.
			this.spec.commandLine().getErr().println("trio: " + ex.getMessage());
			return 1;
		}
		finally {
			children.stop();
		}
		return 0;
	}

	private List<Program> programs(StartPlan plan, Path home) {
		try {
			return Stream.concat(Stream.of(plan.zipkin(zipkin(home))), plan.services().stream()).toList();
		}
		catch (IllegalArgumentException ex) {
			throw new Arguments(this.spec).usage(String.valueOf(ex.getMessage()));
		}
	}

	private static String traceArguments(StartPlan plan) {
		String entry = plan.entry().toString();
		String store = plan.store().toString();
		return (entry.equals(LocalChain.URL) ? "" : " " + entry)
				+ (store.equals(LocalChain.STORE) ? "" : " --store " + store);
	}

	private static Path zipkin(Path home) {
		Path jar = home.resolve(Path.of("tools", "cli", "target", "zipkin", "zipkin.jar"));
		if (!Files.exists(jar)) {
			throw new UpException("There is no " + jar + ": build it with ./mvnw -DskipTests package.");
		}
		return jar;
	}

}
