package org.meshtrio.cli.doctor;

import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.ContextOption;
import org.meshtrio.cli.options.JsonOption;
import org.meshtrio.cli.options.RequestOptions;
import org.meshtrio.cli.options.StoreOptions;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.cli.options.Version;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.Doctor;
import org.meshtrio.mesh.doctor.DoctorRequest;
import org.meshtrio.mesh.doctor.Examination;
import org.meshtrio.mesh.doctor.Step;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code trio doctor}: says why a mesh shows no traces, or broken ones.
 */
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = Version.class,
		exitCodeOnExecutionException = DoctorCommand.UNKNOWN,
		description = { "Says why a mesh shows no traces, or broken ones. It runs istioctl analyze, reads the tracing"
				+ " configuration, sends a few GET requests with a known trace context, and looks for them in the"
				+ " trace store. For each cause it says what is wrong, where, and how to fix it. It changes nothing." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:healthy", "1:something is wrong",
				"2:could not tell: no cluster, no answer, no trace store, or a wrong" + " command line" },
		footerHeading = "%n",
		footer = { "--json prints one object:", "  schemaVersion  2",
				"  verdict        \"healthy\", \"found\" or \"unknown\"", "  sentence       the verdict and its reason",
				"  findings       [{cause, kind, what, where, fix}], cause one of NO_SPANS,",
				"                 SAMPLING, FORMAT, FORWARDING, REPORTING; kind is a name,",
				"                 such as low-sampling; version 1 had no kind, and mend for fix",
				"  analyze        the errors and warnings of istioctl analyze, which aren't",
				"                 findings",
				"  failure        {began, status, called, passedOn}, or null: the service that",
				"                 answered with an error first, its call {url, status, error}",
				"                 if that was the cause, and the services before it that",
				"                 answered with an error", "", "Examples:", "  ./trio doctor",
				"  ./trio doctor https://shop.example.com/cart --namespace shop" })
public final class DoctorCommand implements Callable<Integer> {

	static final int UNKNOWN = 2;

	@Parameters(arity = "0..1", paramLabel = "URL",
			description = "The first service of the chain (default: " + MeshAccess.URL + "). For a host name, the"
					+ " requests go through the cluster's ingress gateway, to which kubectl forwards a port; for an IP"
					+ " address or localhost, they go there directly.")
	private @Nullable String url;

	@Option(names = "--namespace", paramLabel = "NAME", defaultValue = "trio",
			description = "The namespace of the services (default: ${DEFAULT-VALUE}).")
	private String namespace;

	@Mixin
	private StoreOptions store = new StoreOptions("20");

	@Mixin
	private ContextOption context;

	@Mixin
	private RequestOptions request;

	@Mixin
	private JsonOption json;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		Arguments arguments = new Arguments(this.spec);
		DoctorRequest request = new DoctorRequest(arguments.uri((this.url != null) ? this.url : MeshAccess.URL),
				this.namespace, new Headers(this.request.headers()), this.request.timeout(), this.store.longestWait(),
				this.store.url());
		try {
			return print(new Doctor(this.context.cluster(), request, this::print).examine(), request.target());
		}
		catch (ClusterException ex) {
			return print(Examination.unknown(ex.getMessage()), request.target());
		}
		catch (IllegalArgumentException ex) {
			throw arguments.unsendable(ex.getMessage());
		}
	}

	private void print(Step step) {
		if (!this.json.isSet()) {
			DoctorText.step(step).forEach(out()::println);
		}
	}

	private int print(Examination examination, URI target) {
		String sentence = DoctorText.sentence(examination, target);
		if (this.json.isSet()) {
			JsonOption.print(out(), DoctorReport.of(examination, sentence));
		}
		else {
			for (Finding finding : examination.findings()) {
				out().println();
				DoctorText.finding(finding).forEach(out()::println);
			}
			out().println();
			String style = switch (examination.health()) {
				case HEALTHY -> "bold,green";
				case FOUND -> "bold,red";
				case UNKNOWN -> "bold,yellow";
			};
			out().println(Terminal.styled(Terminal.ansi(), style, Text.printable(sentence)));
		}
		return switch (examination.health()) {
			case HEALTHY -> 0;
			case FOUND -> 1;
			case UNKNOWN -> UNKNOWN;
		};
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

}
