package org.meshtrio.cli.trace;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

import org.meshtrio.answer.Hop;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.report.DiagnosisText;
import org.meshtrio.trace.report.FailureText;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Help.Ansi;

/**
 * The text that {@code trio trace} prints, step by step.
 */
final class TraceText {

	private final PrintWriter out;

	private final boolean headers;

	private final Ansi ansi = Terminal.ansi();

	/**
	 * Creates the text.
	 * @param out where to print it
	 * @param headers whether to show ids and headers
	 */
	TraceText(PrintWriter out, boolean headers) {
		this.out = out;
		this.headers = headers;
	}

	/**
	 * Prints the hops.
	 * @param target the URL of the request
	 * @param answer its answer
	 */
	void hops(URI target, Hop answer) {
		this.out.println("GET " + target);
		this.out.println();
		new HopTreeText(answer, this.headers, this.ansi).lines().forEach(this.out::println);
		this.out.println();
	}

	/**
	 * Prints the answer of a service that isn't of the trio.
	 * @param target the URL of the request
	 * @param description what the service answered
	 */
	void other(URI target, String description) {
		this.out.println("GET " + target);
		this.out.println();
		this.out.println(Text.printable(description));
		this.out.println();
	}

	/**
	 * Prints the spans.
	 * @param traces the traces
	 * @param spans their spans
	 * @param page the URL of the page that shows a trace
	 */
	void spans(Collection<String> traces, List<Span> spans, UnaryOperator<String> page) {
		new SpanTreeText(traces, spans, page, this.headers, this.ansi).lines().forEach(this.out::println);
	}

	/**
	 * Prints the diagnosis.
	 * @param diagnosis the diagnosis
	 */
	void diagnosis(Diagnosis diagnosis) {
		String style = switch (diagnosis.verdict()) {
			case JOINED -> "bold,green";
			case BROKEN -> "bold,red";
			case UNKNOWN -> "bold,yellow";
		};
		this.out.println(Terminal.styled(this.ansi, style, DiagnosisText.sentence(diagnosis)));
	}

	/**
	 * Prints where the request failed.
	 * @param failure the failure
	 */
	void failure(RequestFailure failure) {
		this.out.println(Terminal.styled(this.ansi, "bold,red", FailureText.sentence(failure)));
	}

	/** Prints how to open the trace's page if its store is in the cluster. */
	void portForward() {
		this.out.println("look  kubectl port-forward -n istio-system service/tracing 16686:80"
				+ "    then the page of the trace above");
	}

}
