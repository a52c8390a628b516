package org.meshtrio.cli.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.meshtrio.mesh.doctor.Analysis;
import org.meshtrio.mesh.doctor.Examination;
import org.meshtrio.mesh.doctor.Step;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.FindingText;
import org.meshtrio.mesh.tracing.ProviderInUse;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.trace.report.FailureText;
import org.meshtrio.trace.text.Text;

/**
 * An examination in words, safe to show in a terminal.
 */
final class DoctorText {

	private DoctorText() {
	}

	/**
	 * A step.
	 * @param step the step
	 * @return its lines, none if it showed nothing
	 */
	static List<String> step(Step step) {
		List<String> lines;
		if (step instanceof Step.Analyzed analyzed) {
			lines = analyzed(analyzed);
		}
		else if (step instanceof Step.Configured configured) {
			lines = configured.providers().stream().map(DoctorText::provider).distinct().toList();
		}
		else if (step instanceof Step.InAmbientMode ambient) {
			lines = List.of("ambient mode: " + Text.list(ambient.services())
					+ "; ztunnel makes no spans, so those of the gateway and of the applications are expected"
					+ (ambient.waypoints().isEmpty() ? ""
							: ", and those of waypoints before " + Text.list(ambient.waypoints())));
		}
		else if (step instanceof Step.Failed failed) {
			lines = List.of(FailureText.sentence(failed.failure()));
		}
		else {
			Step.Answered answered = (Step.Answered) step;
			lines = List.of("request: GET " + answered.target() + " answers " + answered.status());
		}
		return lines.stream().map(Text::printable).toList();
	}

	private static List<String> analyzed(Step.Analyzed step) {
		Analysis analysis = step.analysis();
		if (analysis.skipped() != null) {
			return List.of("istioctl analyze: skipped, " + analysis.skipped());
		}
		if (analysis.messages().isEmpty()) {
			return List.of("istioctl analyze: nothing about " + Text.list(step.namespaces()));
		}
		return analysis.messages().stream().map((message) -> "istioctl analyze says: " + message).toList();
	}

	private static String provider(ProviderInUse inUse) {
		return "tracing: provider " + inUse.provider().name() + " at " + FindingText.percent(inUse.sampling()) + " to "
				+ ServiceHost.plain(inUse.provider().service()) + ":" + inUse.provider().port() + ", by " + inUse.by();
	}

	/**
	 * A finding.
	 * @param finding the finding
	 * @return its lines
	 */
	static List<String> finding(Finding finding) {
		FindingText text = FindingText.of(finding);
		List<String> lines = new ArrayList<>();
		lines.add("- " + Text.printable(text.what()) + ".");
		lines.add("  where  " + Text.printable(text.where()));
		// A fix of several lines is to be pasted, so it isn't indented.
		lines.add("  fix  " + (text.fix().contains("\n") ? "\n" : "  ") + Text.printableLines(text.fix()));
		return lines;
	}

	/**
	 * The verdict and its reason.
	 * @param examination the examination
	 * @param target the URL that was asked
	 * @return one sentence
	 */
	static String sentence(Examination examination, URI target) {
		return switch (examination.health()) {
			case HEALTHY -> "Healthy: the traces of " + target + " are whole in " + examination.store() + ".";
			case UNKNOWN -> "Could not tell: " + examination.unknown() + ".";
			case FOUND -> {
				String causes = Text.list(
						examination.findings().stream().map((finding) -> finding.cause().title()).distinct().toList());
				yield "Found: " + causes + ((examination.unknown() != null)
						? "; the rest could not be examined: " + examination.unknown() : "") + ".";
			}
		};
	}

}
